import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProblem, type ApiAnswer, type ApiRequest } from './api.ts';

/** Who asks, and by which origin. */
export interface Asking {
	address: string;
	origin: string;
}

/** Answers one question; never throws. */
export type AnswerApi = (request: ApiRequest, asking: Asking) => Promise<ApiAnswer>;

const longestBodyBytes = 100_000;

/** Answers a program without the web framework, whose part of a short answer would be the largest. */
export async function sendApiAnswer(
	{ request, response }: { request: IncomingMessage; response: ServerResponse },
	asking: Asking & { isReadable: boolean },
	answerApi: AnswerApi,
): Promise<void> {
	const { method = 'GET', url = '/' } = request;
	const cut = url.indexOf('?');
	const ask = {
		method,
		path: cut < 0 ? url : url.slice(0, cut),
		parameters: new URLSearchParams(cut < 0 ? '' : url.slice(cut)),
		ifNoneMatch: request.headers['if-none-match'],
		readText: () => readText(request),
	};
	const answer = asking.isReadable ? await answerApi(ask, asking) : unreadable;
	response.writeHead(answer.status, answer.headers);
	if (answer.body === undefined || typeof answer.body === 'string' || method === 'HEAD') {
		// As text it leaves in one piece with the head.
		response.end(typeof answer.body === 'string' ? answer.body : undefined);
		return;
	}
	await sendPieces(response, answer.body);
}

/** A piece is read when the one before has gone, and none any more once the client is gone. */
async function sendPieces(response: ServerResponse, pieces: AsyncGenerator<string | Uint8Array, void>): Promise<void> {
	try {
		for await (const piece of pieces) {
			if (response.destroyed) return;
			if (!response.write(piece)) await untilTaken(response);
		}
		response.end();
	} catch {
		// Lines that break off are told from lines that end: the connection is cut.
		response.destroy();
	}
}

async function untilTaken(response: ServerResponse): Promise<void> {
	const over = new AbortController();
	const either = [once(response, 'drain', over), once(response, 'close', over)];
	await Promise.race(either).finally(() => over.abort());
	await Promise.allSettled(either);
}

export class TooLong extends Error {}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request) {
		// A request whose encoding was not set gives its bytes.
		const piece = chunk as Buffer;
		bytes += piece.length;
		if (bytes > longestBodyBytes) throw new TooLong('The question is too long.');
		chunks.push(piece);
	}
	return Buffer.concat(chunks).toString();
}

const unreadable = answerProblem({
	status: 400,
	title: 'The address could not be read',
	detail: 'It is too long, or its encoding is broken. Longer questions can be sent by POST.',
});
