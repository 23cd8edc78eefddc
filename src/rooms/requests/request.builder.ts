import { createHash, randomUUID, scryptSync } from 'node:crypto';
import type { Database } from '#house/database/kysely.ts';
import { actAs } from '#house/database/act-as.ts';
import { randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { seal } from '#house/crypto/envelope.ts';
import { makeLocator, makeReceipt, type Receipt } from '#house/crypto/receipt.ts';
import { receiptPassword, receiptWork, splitRequesterKey, type RequesterKeys } from '#house/crypto/requester-keys.ts';
import { signingKeyOf } from '#house/crypto/signature.ts';
import type { Language } from '#house/language/language.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { writePayload } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { makeRequestKey, sealToIntake, wrapForRequester } from './request-keys.ts';

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
export async function aRetentionRule(owner: Database, { organisationId, holders }: TeamWithKeys): Promise<void> {
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

/** A request as a browser seals it, for tests. */
export async function aRequest(owner: Database, wish: Wish): Promise<BuiltRequest> {
	const {
		team,
		serviceId,
		text = 'Je m’inquiète pour mon fils.',
		name = '',
		language = 'fr',
		sentAt = new Date(),
	} = wish;
	const { organisationId, teamId } = team;
	const scope: RequestScope = { organisationId, teamId, requestId: randomUUID() };
	const receipt = makeReceipt(makeLocator());
	const salt = randomBytes(16);
	const { N, r, p, dkLen } = receiptWork;
	const requesterKeys = splitRequesterKey(
		wish.withReceipt === true
			? scryptSync(receiptPassword(receipt), salt, dkLen, { N, r, p, maxmem: 2 ** 28 })
			: randomBytes(32),
	);
	const requestKey = makeRequestKey();
	const personKey = signingKeyOf(requesterKeys.signingSeed);
	const messageId = randomUUID();
	const message = writePayload({
		v: 1,
		text,
		name,
		writer: 'relative',
		age: 'adult',
		reach: { by: 'here', where: '', when: '', leaveNoMessage: true },
		interpreter: '',
		personKey: toBase64(personKey),
		files: [],
	});
	const sealed = seal(requestKey, placeOf(scope, 'message', { id: messageId, version: 1 }), message);
	const intakeWrap = await sealToIntake(requestKey, scope, { epoch: team.epoch, key: team.keys.intakeRecipient });
	const month = `${new Date(Date.UTC(sentAt.getUTCFullYear() + 1, sentAt.getUTCMonth(), 1)).toISOString().slice(0, 7)}-01`;
	await actAs(owner, { organisationId }, async (tx) => {
		const layer = await makeOuterLayer(tx, { organisationId, month });
		await tx
			.insertInto('request')
			.values({
				organisation_id: organisationId,
				id: scope.requestId,
				team_id: teamId,
				service_id: serviceId,
				language,
				without_script: false,
				locator: receipt.locator,
				salt: Buffer.from(salt),
				authentication_hash: createHash('sha256').update(requesterKeys.authentication).digest(),
				person_key: Buffer.from(personKey),
				epoch: team.epoch,
				intake_wrap: layer.put(`${scope.requestId}:intake`, intakeWrap),
				requester_wrap: layer.put(
					`${scope.requestId}:requester`,
					wrapForRequester(requestKey, scope, requesterKeys.wrapping),
				),
				retention_month: month,
				sent_at: sentAt,
				last_written_at: sentAt,
				due_on: new Date(sentAt.getTime() + 7 * 86_400_000).toISOString().slice(0, 10),
			})
			.execute();
		await tx
			.insertInto('request_object')
			.values({
				organisation_id: organisationId,
				request_id: scope.requestId,
				id: messageId,
				kind: 'message',
				by_team: false,
				written_at: sentAt,
				sealed: Buffer.from(sealed),
			})
			.execute();
	});
	return { scope, receipt, requesterKeys, requestKey, messageId };
}
