import type { Transaction, Updateable } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { CloseReason } from '../request.ts';
import { keepUntil, monthAfter, type KeptRequest } from './keep-until.ts';
import { forgetNotice } from './write-notice.ts';

/** What closes a request, and from when it is kept as long as its organisation has set for what is closed. */
export async function endOf(
	tx: Transaction<DB>,
	kept: KeptRequest,
	reason: CloseReason | null,
): Promise<Updateable<DB['request']>> {
	const { months_after_closing: months } = await tx
		.selectFrom('retention_rule')
		.select('months_after_closing')
		.where('organisation_id', '=', kept.organisationId)
		.executeTakeFirstOrThrow();
	const now = new Date();
	await forgetNotice(tx, kept);
	await keepUntil(tx, kept, monthAfter(readClock(now).date, months));
	return { closed_at: now, close_reason: reason, waits_for_team: false };
}
