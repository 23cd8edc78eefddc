import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { open } from '#house/crypto/envelope.ts';
import { readForm } from '#house/web/read-form.ts';
import { openEntries, openRequestKey, scopeOf } from '#rooms/requests/conversation-view.ts';
import { findSealedFile } from '#rooms/requests/find-sealed-file.server.ts';
import { openConversation } from '#rooms/requests/open-conversation.server.ts';
import { placeOf } from '#rooms/requests/places.ts';
import { readHandle } from '../handle.server.ts';
import type { RequestHandler } from './$types';

/** A file of one's conversation, opened in memory, for whoever has no JavaScript. To be saved, never shown. */
export const POST: RequestHandler = async (event) => {
	const { database } = event.locals;
	const data = await readForm(event.request);
	const handle = await readHandle(database, data);
	const id = z.uuid().safeParse(data.get('file')).data;
	if (handle === undefined || id === undefined) error(404);
	const opened = await openConversation(database, handle, new Date());
	const found = await findSealedFile(database, handle, id);
	if ('refused' in opened || 'refused' in found) error(404);
	const { conversation } = opened;
	const key = openRequestKey(conversation, handle.wrapping);
	const file = openEntries(conversation, key)
		.flatMap(({ files }) => files)
		.find((each) => each.id === id);
	if (file === undefined) error(404);
	const content = open(key, placeOf(scopeOf(conversation), 'file', { id, version: found.version }), found.sealed);
	return new Response(new Uint8Array(content), {
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'cache-control': 'no-store',
		},
	});
};
