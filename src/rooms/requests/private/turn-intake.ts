import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

interface Turn {
	organisationId: string;
	serviceId: string;
	personId: string;
	isOpen: boolean;
}

/** Opens what is set, or closes it. False where nothing is set yet. */
export async function turnIntake(
	tx: Transaction<DB>,
	{ organisationId, serviceId, personId, isOpen }: Turn,
): Promise<boolean> {
	const { numUpdatedRows } = await tx
		.updateTable('request_intake')
		.set({ is_open: isOpen, changed_by: personId, changed_at: new Date() })
		.where('organisation_id', '=', organisationId)
		.where('service_id', '=', serviceId)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}
