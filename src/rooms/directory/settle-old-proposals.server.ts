import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { addDays } from '#house/language/dates.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { listRoleAddresses } from '#rooms/identity/list-role-addresses.server.ts';
import { reminderDays } from './merge-proposal.ts';
import { PROPOSAL_MAIL } from './proposal-mail.ts';

/** Lets proposals expire whose day has passed, and reminds those who are asked, once, some days before. Returns how many of each. */
export function settleOldProposals(database: Database, today: string): Promise<{ expired: number; reminded: number }> {
	return actAs(database, { role: 'system' }, async (tx) => {
		const open = tx.updateTable('service_merge_proposal').where('state', '=', 'open');
		const expired = await open
			.set({ state: 'expired', settled_at: sql`now()` })
			.where('expires_on', '<', today)
			.returning('id')
			.execute();
		const soon = await open
			.set({ reminded_on: today })
			.where('reminded_on', 'is', null)
			.where('expires_on', '<=', addDays(today, reminderDays))
			.returning(['id', 'other_organisation_id', sql<string>`expires_on`.as('expires_on')])
			.execute();
		for (const { id, other_organisation_id: organisationId, expires_on: until } of soon) {
			const whom = { organisationId, role: 'organisation_administrator' } as const;
			for (const { email: to, language } of await listRoleAddresses(tx, whom)) {
				const path = `/${language}/work/${organisationId}/proposals/${id}`;
				await sendMail(tx, { kind: PROPOSAL_MAIL, to, language, data: { until, path } });
			}
		}
		return { expired: expired.length, reminded: soon.length };
	});
}
