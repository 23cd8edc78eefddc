import type { Database } from '#house/database/kysely.ts';
import type { AccessionFile, MadeMove } from './accession-file.ts';
import type { AccessionLink } from './accession-link.ts';
import { enterAccession } from './private/enter-accession.ts';
import { isPartyAlready } from './private/find-standing-party.ts';
import { readMoves } from './private/read-file.ts';

export interface ApplicantView {
	file: AccessionFile;
	moves: MadeMove[];
	/** The register has this entity among the parties already. */
	isParty: boolean;
}

/** The file as whoever applies sees it. Undefined: this link opens none. */
export function findAccessionByLink(database: Database, link: AccessionLink): Promise<ApplicantView | undefined> {
	return enterAccession(database, link, async (tx, { file }) => ({
		file,
		moves: await readMoves(tx, file.id),
		isParty: file.state === 'draft' && (await isPartyAlready(tx, file)),
	}));
}
