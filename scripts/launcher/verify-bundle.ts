import { OperatorProblem } from '#house/database/operator-problem.ts';
import type { Bundle } from './bundle.ts';
import { hashContent, listInline } from './write-bundle.ts';

/** Pages on which something is sealed or opened: they may name no script but those of the list. */
const PAGES = ['/fr/conversation', '/fr/confidential'];
const AT_ONCE = 8;

/** What is not as the list says, in a sentence each. */
export async function verifyBundle(origin: string, bundle: Bundle): Promise<string[]> {
	const findings: string[] = [];
	const waiting = Object.entries(bundle.files);
	async function workThrough(): Promise<void> {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			const finding = await verifyFile(origin, ...next);
			if (finding !== undefined) findings.push(finding);
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
	for (const page of PAGES) findings.push(...(await verifyPage(origin, page, bundle)));
	return findings.toSorted();
}

async function verifyFile(origin: string, path: string, wanted: string): Promise<string | undefined> {
	const response = await get(origin, path);
	if (!response.ok) return `${path}: the server answers ${response.status}`;
	const found = hashContent(new Uint8Array(await response.arrayBuffer()));
	return found === wanted ? undefined : `${path}: altered (${found} instead of ${wanted})`;
}

async function verifyPage(origin: string, page: string, { files, inline }: Bundle): Promise<string[]> {
	const response = await get(origin, page);
	if (!response.ok) return [`${page}: the server answers ${response.status}`];
	const text = await response.text();
	const sources = [...text.matchAll(/<script[^>]*\ssrc="([^"]*)"/g)].map(([, source]) => source ?? '');
	return [
		...sources
			.filter((source) => files[source] === undefined)
			.map((source) => `${page}: runs ${source}, which is not in the list`),
		...listInline(text)
			.filter((hash) => !inline.includes(hash))
			.map((hash) => `${page}: holds a script that is not in the list (${hash})`),
	];
}

async function get(origin: string, path: string): Promise<Response> {
	try {
		return await fetch(new URL(path.split('/').map(encodeURIComponent).join('/'), origin), {
			redirect: 'manual',
			cache: 'no-store',
		});
	} catch (error) {
		throw new OperatorProblem(
			`${origin} does not answer: check the address and the network, then run the same command again.`,
			{
				cause: error,
			},
		);
	}
}
