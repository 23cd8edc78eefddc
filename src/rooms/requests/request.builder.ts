import { randomBytes, scryptSync } from 'node:crypto';
import type { Database } from '#house/database/kysely.ts';
import { actAs } from '#house/database/act-as.ts';
import { makeLocator, type Receipt } from '#house/crypto/receipt.ts';
import { receiptPassword, receiptWork, splitRequesterKey, type RequesterKeys } from '#house/crypto/requester-keys.ts';
import type { Language } from '#house/language/language.ts';
import type { TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import type { Intake } from './intake.ts';
import type { RequestScope } from './places.ts';
import { monthAfter } from './private/keep-until.ts';
import { writeSealedRequest } from './private/write-sealed-request.ts';
import { unwrapForRequester } from './request-keys.ts';
import { makeSender, sealRequest, type Draft, type Sender } from './seal-request.ts';

export interface BuiltRequest {
	scope: RequestScope;
	receipt: Receipt;
	requesterKeys: RequesterKeys;
	requestKey: Uint8Array;
	messageId: string;
}

interface Wish {
	team: TeamWithKeys;
	serviceId: string;
	text?: string;
	name?: string;
	language?: Language;
	sentAt?: Date;
	/** Whether the receipt really opens it, which takes half a second: else its keys are drawn at once. */
	withReceipt?: boolean;
}

/** How an organisation's retention stands in tests: closed after 6 months, unused after 12. */
async function aRetentionRule(owner: Database, { organisationId, holders }: TeamWithKeys): Promise<void> {
	const set_by = holders[0]?.signedIn.personId ?? '';
	await owner
		.insertInto('retention_rule')
		.values({
			organisation_id: organisationId,
			months_after_closing: 6,
			months_unused: 12,
			legal_fr: 'Pour l’essai.',
			set_by,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** A team that takes what is written to a service, for tests. */
export async function anIntake(owner: Database, team: TeamWithKeys, serviceId: string): Promise<void> {
	await aRetentionRule(owner, team);
	const { organisationId: organisation_id, teamId: team_id } = team;
	const changed_by = team.holders[0]?.signedIn.personId ?? '';
	await owner
		.insertInto('request_intake')
		.values({
			organisation_id,
			service_id: serviceId,
			team_id,
			is_open: true,
			promised_days: 5,
			without_script: true,
			signs_as: 'role',
			changed_by,
		})
		.execute();
}

/** What a browser is told of who takes a request. */
export function intakeOf({ organisationId, teamId, epoch, keys }: TeamWithKeys): Intake {
	const recipient = keys.intakeRecipient;
	return { organisationId, teamId, teamName: '', promisedDays: 5, withoutScript: true, epoch, recipient };
}

/** A request as a browser seals it, for tests. */
export async function aRequest(owner: Database, wish: Wish): Promise<BuiltRequest> {
	const { team, serviceId, text = 'Je m’inquiète pour mon fils.', name = '', language = 'fr' } = wish;
	const { organisationId, teamId } = team;
	const sender = makeSender(makeLocator());
	const keys = wish.withReceipt === true ? deriveKeys(sender) : splitRequesterKey(randomBytes(32));
	const reach = { by: 'here', where: '', when: '', leaveNoMessage: true } as const;
	const draft: Draft = { text, name, writer: 'relative', age: 'adult', reach, interpreter: '', files: [] };
	const { sent, objects } = await sealRequest(draft, { sender, keys, intake: intakeOf(team), language, notice: null });
	const sentAt = wish.sentAt ?? new Date();
	const month = monthAfter(sentAt.toISOString().slice(0, 10), 12);
	const dueOn = new Date(sentAt.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
	const sealed = { organisationId, serviceId, sent, objects, withoutScript: false, month, dueOn, sentAt };
	await actAs(owner, { organisationId }, (tx) => writeSealedRequest(tx, sealed));
	const scope = { organisationId, teamId, requestId: sender.requestId };
	const requestKey = unwrapForRequester(sent.requesterWrap, scope, keys.wrapping);
	return { scope, receipt: sender.receipt, requesterKeys: keys, requestKey, messageId: sender.messageId };
}

/** By the scrypt that Node has. */
function deriveKeys({ receipt, salt }: Sender): RequesterKeys {
	const { N, r, p, dkLen } = receiptWork;
	return splitRequesterKey(scryptSync(receiptPassword(receipt), salt, dkLen, { N, r, p, maxmem: 2 ** 28 }));
}
