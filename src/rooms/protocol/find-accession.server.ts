import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { AccessionFile, MadeMove } from './accession-file.ts';
import type { AskedOpinion } from './accession-opinion.ts';
import { isOwnCase, listReaders } from './accession-reader.ts';
import { readFile, readMoves } from './private/read-file.ts';
import { readOpinions } from './private/read-opinions.ts';

export interface StaffView {
	file: AccessionFile;
	moves: MadeMove[];
	/** Those of all parties for the secretariat; else of the parties one reads for. */
	opinions: AskedOpinion[];
	isSecretariat: boolean;
	/** The organisations for which this person may give an opinion. */
	asked: string[];
	/** They hold a role in the organisation that applies. */
	isOwnCase: boolean;
}

/** A file as someone of the secretariat or of a party that was asked sees it. */
export async function findAccession(
	database: Database,
	person: SignedIn,
	{ accessionId: id }: { accessionId: string },
): Promise<StaffView | { refused: 'unknown' }> {
	let view: StaffView | undefined;
	for (const reader of listReaders(person)) {
		const seen = await actAs(database, reader, async (tx) => {
			const file = await readFile(tx, id);
			if (file === undefined) return undefined;
			return { file, moves: await readMoves(tx, id), opinions: await readOpinions(tx, id) };
		});
		if (seen === undefined) continue;
		view ??= { ...seen, opinions: [], asked: [], isSecretariat: false, isOwnCase: isOwnCase(person, seen.file) };
		if (reader.role === 'secretariat') view.isSecretariat = true;
		else if (seen.opinions.some(({ organisationId }) => organisationId === reader.organisationId))
			view.asked.push(reader.organisationId);
		const known = new Set(view.opinions.map(({ organisationId }) => organisationId));
		view.opinions.push(...seen.opinions.filter(({ organisationId }) => !known.has(organisationId)));
	}
	return view ?? { refused: 'unknown' };
}
