import { askServer, type Trouble } from '#house/ui/ask-server.ts';
import { openArchive, type ExportLock } from '../../export-archive.ts';
import { openFile, type FindTeamKeys } from '../../open-request-content.ts';
import type { RequestScope } from '../../places.ts';
import { ExportBegun, ExportPage, SealedBytes, type SealedRequest } from '../../sealed-request.ts';
import { readExported, type FetchFile } from '../../read-exported.ts';

interface Export {
	path: string;
	lock: ExportLock;
	findTeamKeys: FindTeamKeys;
	scopeOf: (requestId: string) => RequestScope;
	give: (piece: Uint8Array) => void;
	progress: (done: number, all: number) => void;
}

/** Everything of a team, opened here and sealed anew for whoever takes it away. What cannot be opened is in it as such. */
export async function exportTeam(wish: Export): Promise<{ count: number } | Trouble> {
	const begun = await askServer(`${wish.path}/export/begin`, {}, ExportBegun);
	if (!('answer' in begun)) return begun;
	const all = begun.answer.count;
	const archive = await openArchive(wish.lock, wish.give);
	let count = 0;
	let after: unknown = null;
	do {
		const page = await askServer(`${wish.path}/export`, { after }, ExportPage);
		if (!('answer' in page)) return page;
		for (const sealed of page.answer.requests) {
			await archive.add(await openOne(sealed, wish));
			wish.progress((count += 1), all);
		}
		after = page.answer.next;
	} while (after !== null);
	archive.end();
	return { count };
}

async function openOne(sealed: SealedRequest, { path, findTeamKeys, scopeOf }: Export) {
	const { id } = sealed.line;
	const fetchFile: FetchFile = async (file, key) => {
		const asked = await askServer(`${path}/file`, { requestId: id, fileId: file.id }, SealedBytes);
		return 'answer' in asked ? openFile(asked.answer.sealed, scopeOf(id), { key, id: file.id }) : undefined;
	};
	return readExported(sealed, { scope: scopeOf(id), findTeamKeys, fetchFile });
}
