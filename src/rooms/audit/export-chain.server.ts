import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { ChainEntry } from './chain.ts';
import type { ExportHead } from './exported-chain.ts';
import { pathOf } from './merkle.ts';
import { readChain } from './private/read-chain.ts';
import { findRootOf } from './private/read-roots.ts';

export interface ExportWish {
	organisation: string;
	/** YYYY-MM-DD; undefined: the latest root. */
	day: string | undefined;
	/** Without them the file names nobody, and verifies just as well. */
	personalParts: 'include' | 'withhold';
}

/** A chain up to the end of a day as JSON lines, for verification elsewhere. As the owner: the path takes the heads of all chains. */
export async function exportChain(
	tx: Transaction<DB>,
	{ organisation, day, personalParts }: ExportWish,
): Promise<{ head: ExportHead; lines: AsyncGenerator<string> } | { refused: 'no_root' }> {
	const sealed = await findRootOf(tx, organisation, day);
	const index = sealed?.heads.findIndex((candidate) => candidate.organisation === organisation) ?? -1;
	const head = sealed?.heads[index];
	if (sealed === undefined || head === undefined) return { refused: 'no_root' };
	const { root, heads } = sealed;
	const first: ExportHead = { v: 1, organisation, day: sealed.day, root, head, path: pathOf(heads, index) };
	return { head: first, lines: writeLines() };

	async function* writeLines(): AsyncGenerator<string> {
		yield `${JSON.stringify(first)}\n`;
		for await (const batch of readChain(tx, organisation, first.head.number)) {
			yield batch.map((entry) => `${JSON.stringify(personalParts === 'include' ? entry : withhold(entry))}\n`).join('');
		}
	}
}

function withhold(entry: ChainEntry): ChainEntry {
	return { ...entry, personal: 'withheld' };
}
