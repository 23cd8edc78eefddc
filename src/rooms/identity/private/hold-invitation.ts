import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { roles } from '../roles.ts';

const Held = z.object({
	role: z.enum(roles),
	teamId: z.uuid().nullable(),
	email: z.string(),
	language: z.enum(languages),
});

/** An invitation of the organisation that was neither accepted nor withdrawn, and stays so until the transaction ends. */
export async function holdInvitation(
	tx: Transaction<DB>,
	organisationId: string,
	id: string,
): Promise<z.infer<typeof Held> | undefined> {
	const row = await tx
		.selectFrom('invitation')
		.select(['role', 'team_id as teamId', 'email', 'language'])
		.where('organisation_id', '=', organisationId)
		.where('id', '=', id)
		.where('accepted_at', 'is', null)
		.where('revoked_at', 'is', null)
		.where('email', 'is not', null)
		.forUpdate()
		.executeTakeFirst();
	return row && Held.parse(row);
}
