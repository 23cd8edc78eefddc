import type { Answer, SealedFile } from '../../payloads.ts';
import { sealAnswer, sealFile } from '../../seal-work.ts';
import type { RequestState } from './request-state.svelte.ts';

interface Wanted {
	text: string;
	files: readonly File[];
	service: Answer['service'];
}

/** An answer with its files as the server takes it: sealed, whatever the server is. Undefined where nothing can be sealed. */
export async function makeAnswer(
	request: RequestState,
	{ text, files, service }: Wanted,
): Promise<FormData | undefined> {
	const { opened, sealed, inbox } = request;
	const { keyring } = inbox;
	if (opened === undefined || sealed === undefined || keyring === undefined) return undefined;
	const form = new FormData();
	const named: SealedFile[] = [];
	for (const file of files) {
		const { id, sealed: content } = sealFile(opened, new Uint8Array(await file.arrayBuffer()));
		named.push({ id, name: file.name.slice(0, 300), type: file.type.slice(0, 300), size: file.size });
		form.append('file', new Blob([Uint8Array.from(content)]), id);
	}
	const answer = { text, by: request.signature, files: named, ...(service && { service }) };
	const work = sealAnswer(opened, answer, keyring.getSigningSeed());
	const { id: requestId, version } = sealed.line;
	form.set(
		'answer',
		JSON.stringify({ requestId, version, move: service === undefined ? 'answer' : 'orient', ...work }),
	);
	return form;
}
