import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { makeLocator } from '#house/crypto/receipt.ts';
import { splitRequesterKey } from '#house/crypto/requester-keys.ts';
import type { DB } from '#house/database/schema.ts';
import { addDays } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { Intake } from '../intake.ts';
import type { AskedDemonstrationTeam, DemonstrationRequests } from '../load-demonstration-requests.server.ts';
import { makeSender, sealRequest } from '../seal-request.ts';
import { findMonthOfUse } from './keep-until.ts';
import { writeSealedRequest } from './write-sealed-request.ts';

type Request = DemonstrationRequests['requests'][number];

/** What imaginary people have written, sealed as a browser does it. */
export async function writeDemonstrationRequests(
	tx: Transaction<DB>,
	team: AskedDemonstrationTeam,
	{ requests, promisedDays, today }: Pick<DemonstrationRequests, 'requests' | 'promisedDays'> & { today: string },
): Promise<void> {
	for (const request of requests) {
		const dueOn = addWorkingDays(addDays(today, -request.daysAgo), promisedDays);
		await write(tx, team, { ...request, dueOn, today });
	}
}

async function write(
	tx: Transaction<DB>,
	team: AskedDemonstrationTeam,
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

function sealed(
	{ organisationId, teamId, epoch, intakeRecipient: recipient }: AskedDemonstrationTeam,
	request: Request,
) {
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
