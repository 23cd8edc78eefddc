import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { writers } from './writers.ts';

/** What the team of the demonstration promises, and what imaginary people have written to it. */
export const DemonstrationRequests = z.strictObject({
	promisedDays: z.int().min(1).max(30),
	retention: z.strictObject({
		monthsAfterClosing: z.int(),
		monthsUnused: z.int(),
		legal: z.record(z.enum(languages), z.string().min(1)),
	}),
	requests: z.array(
		z.strictObject({
			language: z.enum(languages),
			daysAgo: z.int().min(0),
			name: z.string(),
			writer: z.enum(writers),
			text: z.string().min(1),
		}),
	),
});
export type DemonstrationRequests = z.infer<typeof DemonstrationRequests>;

export interface AskedDemonstrationTeam {
	organisationId: string;
	teamId: string;
	serviceId: string;
	/** Who has set it up. */
	personId: string;
	epoch: number;
	intakeRecipient: string;
}

/**
 * Lets the team of the demonstration take what is written to its imaginary service, with some requests that wait. What is there stays as it is.
 * Nobody has a receipt of these requests. As the owner of the tables.
 */
export async function loadDemonstrationRequests(
	tx: Transaction<DB>,
	team: AskedDemonstrationTeam,
	{ promisedDays, retention, requests, today }: DemonstrationRequests & { today: string },
): Promise<void> {
	const { organisationId: organisation_id, serviceId: service_id, teamId: team_id, personId } = team;
	const before = await tx
		.selectFrom('request_intake')
		.select('service_id')
		.where('service_id', '=', service_id)
		.executeTakeFirst();
	if (before !== undefined) return;
	const { fr: legal_fr, nl: legal_nl, de: legal_de, en: legal_en } = retention.legal;
	const { monthsAfterClosing: months_after_closing, monthsUnused: months_unused } = retention;
	const legal = { legal_fr, legal_nl, legal_de, legal_en };
	await tx
		.insertInto('retention_rule')
		.values({ organisation_id, months_after_closing, months_unused, ...legal, set_by: personId })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const set = { promised_days: promisedDays, without_script: true, signs_as: 'role', changed_by: personId };
	await tx
		.insertInto('request_intake')
		.values({ organisation_id, service_id, team_id, is_open: true, ...set })
		.execute();
	// What seals takes a tenth of a second to read: no start but the first needs it.
	const { writeDemonstrationRequests } = await import('./private/write-demonstration-requests.ts');
	await writeDemonstrationRequests(tx, team, { requests, promisedDays, today });
}
