import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { splitRequesterKey } from '#house/crypto/requester-keys.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import type { DB } from '#house/database/schema.ts';
import { addDays } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { Intake } from './intake.ts';
import { writers } from './payloads.ts';
import { findMonthOfUse } from './private/keep-until.ts';
import { writeObjects } from './private/write-objects.ts';
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
	{ promisedDays, retention, requests }: DemonstrationRequests,
	today: string,
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
	for (const request of requests)
		await write(tx, team, { request, dueOn: dueOn(request, { promisedDays, today }), today });
}

type Request = DemonstrationRequests['requests'][number];

function dueOn({ daysAgo }: Request, { promisedDays, today }: { promisedDays: number; today: string }): string {
	return addWorkingDays(addDays(today, -daysAgo), promisedDays);
}

interface Wish {
	request: Request;
	dueOn: string;
	today: string;
}

async function write(tx: Transaction<DB>, team: Team, { request, dueOn: due_on, today }: Wish): Promise<void> {
	const { organisationId, teamId, serviceId, epoch } = team;
	const { sent, objects } = await sealed(team, request);
	const { requestId } = sent;
	const month = await findMonthOfUse(tx, organisationId, today);
	const layer = await makeOuterLayer(tx, { organisationId, month });
	const sent_at = new Date(`${addDays(today, -request.daysAgo)}T09:30:00Z`);
	await tx
		.insertInto('request')
		.values({
			organisation_id: organisationId,
			id: requestId,
			team_id: teamId,
			service_id: serviceId,
			language: request.language,
			without_script: false,
			locator: sent.locator,
			salt: Buffer.from(sent.salt),
			authentication_hash: Buffer.from(sent.authenticationHash),
			person_key: Buffer.from(sent.personKey),
			epoch,
			intake_wrap: layer.put(`${requestId}:intake`, sent.intakeWrap),
			requester_wrap: layer.put(`${requestId}:requester`, sent.requesterWrap),
			retention_month: month,
			sent_at,
			last_written_at: sent_at,
			due_on,
		})
		.execute();
	await writeObjects(tx, { organisationId, requestId }, objects);
	await sql`update request_object set written_at = ${sent_at} where request_id = ${requestId}`.execute(tx);
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
