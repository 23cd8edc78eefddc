import { createReadStream } from 'node:fs';
import { DATA_DIR } from '$app/env/private';
import type { PublicReader } from '#house/database/public-reader.ts';
import {
	answerBytes,
	answerUnchanged,
	findKnownVersion,
	hashQuestion,
	writeTag,
	type ApiAnswer,
	type ApiRequest,
} from '#house/web/api.ts';
import { findHsdsState } from '#rooms/directory/find-hsds-state.server.ts';
import { hsdsEdition } from '#rooms/directory/hsds.ts';
import { exportsFolder } from '#rooms/interchange/exports-folder.ts';
import { findPackage, packageEdition } from '#rooms/interchange/find-package.server.ts';

/** Everything that is published, as one archive of tables. */
export async function answerPackage(request: ApiRequest, reader: PublicReader): Promise<ApiAnswer> {
	const state = await findHsdsState(reader);
	const asked = hashQuestion(`package ${hsdsEdition} ${packageEdition}`);
	const version = state?.version ?? 0;
	const tag = writeTag(version, asked);
	if (findKnownVersion(request, asked) === version) return answerUnchanged(tag);
	const { path, bytes } = await findPackage(reader, state, exportsFolder(DATA_DIR));
	return answerBytes(readPieces(path), {
		etag: tag,
		...(state === undefined ? {} : { 'last-modified': state.modified.toUTCString() }),
		'content-type': 'application/zip',
		'content-length': String(bytes),
		'content-disposition': 'attachment; filename="hsds-package.zip"',
	});
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array, void> {
	// A stream of bytes without an encoding.
	for await (const piece of createReadStream(path)) yield piece as Uint8Array;
}
