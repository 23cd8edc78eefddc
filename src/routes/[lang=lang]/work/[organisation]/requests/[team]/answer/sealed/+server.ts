import { error, json } from '@sveltejs/kit';
import { z } from 'zod';
import { largestDocumentBytes } from '#house/web/body-limit.ts';
import { readForm } from '#house/web/read-form.ts';
import { access } from '#rooms/requests/access.ts';
import { answerRequest, type SealedUpload } from '#rooms/requests/answer-request.server.ts';
import { MOST_FILES } from '#rooms/requests/sent-request.ts';
import { AnswerWish } from '#rooms/requests/work-wishes.ts';
import { getTeam, sayAnswer } from '../../get-team.server.ts';
import type { RequestHandler } from './$types';

/** An answer with its files, all of them sealed in the browser. */
export const POST: RequestHandler = async (event) => {
	const { person, organisationId, teamId } = await getTeam(event, access.answerRequest);
	if (Number(event.request.headers.get('content-length') ?? Infinity) > largestDocumentBytes) {
		return json({}, { status: 413 });
	}
	const form = await readForm(event.request);
	const wish = AnswerWish.safeParse(readText(form.get('answer')));
	const files = await readFiles(form.getAll('file'));
	if (!wish.success || files === undefined) error(400);
	const { database } = event.locals;
	return sayAnswer(await answerRequest(database, person, { ...wish.data, files, organisationId, teamId }));
};

function readText(text: FormDataEntryValue | null): unknown {
	try {
		return JSON.parse(typeof text === 'string' ? text : '');
	} catch {
		return undefined;
	}
}

/** Each is called by its id; what it is really called is sealed. */
async function readFiles(entries: FormDataEntryValue[]): Promise<SealedUpload[] | undefined> {
	if (entries.length > MOST_FILES) return undefined;
	const files: SealedUpload[] = [];
	for (const entry of entries) {
		if (typeof entry === 'string' || !z.uuid().safeParse(entry.name).success) return undefined;
		files.push({ id: entry.name, sealed: new Uint8Array(await entry.arrayBuffer()) });
	}
	return files;
}
