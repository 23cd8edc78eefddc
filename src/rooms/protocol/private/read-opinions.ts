import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { opinions, type AskedOpinion } from '../accession-opinion.ts';

const Row = z.object({
	organisationId: z.uuid(),
	dueOn: z.iso.date(),
	opinion: z.enum(opinions).nullable(),
	reasons: z.string().nullable(),
	givenAt: z.date().nullable(),
	revision: z.int(),
});

/** The opinions asked about a file that whoever the transaction acts for may see. */
export async function readOpinions(tx: Transaction<DB>, accessionId: string): Promise<AskedOpinion[]> {
	const rows = await tx
		.selectFrom('accession_opinion')
		.select([
			'organisation_id as organisationId',
			'due_on as dueOn',
			'opinion',
			'reasons',
			'given_at as givenAt',
			'revision',
		])
		.where('accession_id', '=', accessionId)
		.orderBy('given_at')
		.orderBy('organisation_id')
		.execute();
	return rows.map((row) => Row.parse(row));
}
