import { readFile } from 'node:fs/promises';
import { error } from '@sveltejs/kit';
import { answerKept } from '#house/web/kept-answer.ts';
import type { RequestHandler } from './$types';

/** The hashes of everything browsers are sent, as the build wrote them (see docs/requests.md); none while developing. */
export const GET: RequestHandler = async ({ request }) => {
	const body = await readFile('build/bundle.json', 'utf8').catch(() => error(404));
	return answerKept(request, { body, type: 'application/json', seconds: 60 });
};
