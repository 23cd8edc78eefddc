import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { splitRequesterKey } from '#house/crypto/requester-keys.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import type { DB } from '#house/database/schema.ts';
import { addDays } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { Intake } from './intake.ts';
import { writers } from './payloads.ts';
import { findMonthOfUse } from './private/keep-until.ts';
import { writeSealedRequest } from './private/write-sealed-request.ts';
import { makeSender, sealRequest } from './seal-request.ts';

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

interface Team {
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
	team: Team,
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
	for (const request of requests) {
		const dueOn = addWorkingDays(addDays(today, -request.daysAgo), promisedDays);
		await write(tx, team, { ...request, dueOn, today });
	}
}

type Request = DemonstrationRequests['requests'][number];

async function write(
	tx: Transaction<DB>,
	team: Team,
	request: Request & { dueOn: string; today: string },
): Promise<void> {
	const { organisationId, serviceId } = team;
	const { dueOn, today, daysAgo } = request;
	const { sent, objects } = await sealed(team, request);
	const month = await findMonthOfUse(tx, organisationId, today);
	const sentAt = new Date(`${addDays(today, -daysAgo)}T09:30:00Z`);
	const whole = { organisationId, serviceId, sent, objects, withoutScript: false, month, dueOn, sentAt };
	await writeSealedRequest(tx, whole);
}

function sealed({ organisationId, teamId, epoch, intakeRecipient: recipient }: Team, request: Request) {
	const { text, name, writer, language } = request;
	const reach = { by: 'here', where: '', when: '', leaveNoMessage: true } as const;
	const intake: Intake = {
		organisationId,
		teamId,
		teamName: '',
		promisedDays: 1,
		withoutScript: true,
		epoch,
		recipient,
	};
	const keys = splitRequesterKey(randomBytes(32));
	const addressed = { sender: makeSender(makeLocator()), keys, intake, language, notice: null };
	return sealRequest({ text, name, writer, age: 'unsaid', reach, interpreter: '', files: [] }, addressed);
}
