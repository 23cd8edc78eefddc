import type { Transaction } from 'kysely';
import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { listReaders } from './accession-reader.ts';
import { accessionStates, type AccessionState } from './accession.ts';

const accessionsPerPage = 25;

const ListedAccession = z.object({
	id: z.uuid(),
	state: z.enum(accessionStates),
	nameFr: z.string().nullable(),
	nameNl: z.string().nullable(),
	nameDe: z.string().nullable(),
	submittedAt: z.date().nullable(),
	opinionsDueOn: z.iso.date().nullable(),
	meetingOn: z.iso.date().nullable(),
	effectiveOn: z.iso.date().nullable(),
});
export type ListedAccession = z.infer<typeof ListedAccession>;

export interface AccessionFilter {
	state: AccessionState | undefined;
	/** From 1. */
	page: number;
}

/** The files that someone may read, those that were submitted last first. `unknown`: they read none, whoever asks. */
export async function listAccessions(
	database: Database,
	person: SignedIn,
	filter: AccessionFilter,
): Promise<{ accessions: ListedAccession[]; hasNext: boolean } | { refused: 'unknown' }> {
	const readers = listReaders(person);
	if (readers.length === 0) return { refused: 'unknown' };
	// The secretariat sees them all; whoever reads for several parties sees what any of them was asked.
	const needed = readers[0]?.role === 'secretariat' ? readers.slice(0, 1) : readers;
	const found = new Map<string, ListedAccession>();
	for (const reader of needed) {
		const rows = await actAs(database, reader, (tx) => select(tx, filter));
		for (const row of rows) found.set(row.id, row);
	}
	const newest = [...found.values()].sort((a, b) => Number(b.submittedAt) - Number(a.submittedAt));
	const first = (filter.page - 1) * accessionsPerPage;
	return {
		accessions: newest.slice(first, first + accessionsPerPage),
		hasNext: newest.length > first + accessionsPerPage,
	};
}

/** As many as the page and those before it can show, and one more: several readers' lists are put together. */
async function select(tx: Transaction<DB>, { state, page }: AccessionFilter): Promise<ListedAccession[]> {
	const rows = await tx
		.selectFrom('accession')
		.select([
			'id',
			'state',
			'name_fr as nameFr',
			'name_nl as nameNl',
			'name_de as nameDe',
			'submitted_at as submittedAt',
			'opinions_due_on as opinionsDueOn',
			'meeting_on as meetingOn',
			'effective_on as effectiveOn',
		])
		.where('submitted_at', 'is not', null)
		.$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
		.orderBy('submitted_at', 'desc')
		.orderBy('id')
		.limit(page * accessionsPerPage + 1)
		.execute();
	return rows.map((row) => ListedAccession.parse(row));
}
