import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { DemonstrationService } from './private/read-demonstration.ts';
import { writeServices } from './private/write-services.ts';
import { projectServices } from './project-services.server.ts';

/** An imaginary service, as a file of the demonstration writes it. */
export const ImaginaryService = DemonstrationService;
export type ImaginaryService = z.output<typeof DemonstrationService>;

/**
 * One imaginary service among those of an organisation that exists, for its imaginary people to answer. Once it is there it is theirs, and
 * stays as they keep it. Returns its id. As the owner of the tables.
 */
export async function loadDemonstrationService(
	tx: Transaction<DB>,
	organisationId: string,
	entry: ImaginaryService,
): Promise<string> {
	const before = await tx
		.selectFrom('service')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.where('origin_key', '=', entry.id)
		.executeTakeFirst();
	if (before !== undefined) return before.id;
	const organisations = new Map([[entry.organisation, organisationId]]);
	const [id = ''] = await writeServices(tx, [{ ...entry, imaginary: true, networkRole: null }], organisations);
	await tx.updateTable('service').set({ state: 'published', keeper: 'organisation' }).where('id', '=', id).execute();
	await projectServices(tx, { organisationId, serviceIds: [id] });
	return id;
}
