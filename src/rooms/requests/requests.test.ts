import { describe, expect, test } from 'vitest';
import { toBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen, open } from '#house/crypto/envelope.ts';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';

import { aService } from '#rooms/directory/service.builder.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { getOwnKeys } from '#rooms/keys/get-own-keys.server.ts';
import { openTeamKeys } from '#rooms/keys/open-team-keys.ts';
import { aTeamWithKeys, type KeyHolder, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { openEntries, openRequestKey } from './conversation-view.ts';
import { openConversation } from './open-conversation.server.ts';
import { FirstMessage, readPayload } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { openFromIntake, unwrapForRequester } from './request-keys.ts';
import { anIntake, aRequest, type BuiltRequest } from './request.builder.ts';

const database = await aDatabase();
const { team, serviceId } = await aTeamThatIsAsked();
const request = await aRequest(database.owner, { team, serviceId, text: 'Bonjour.' });

async function aTeamThatIsAsked(holders = 2): Promise<{ team: TeamWithKeys; serviceId: string }> {
	const id = await aService('Accueil').published(database.owner);
	const { organisation_id: organisationId } = await database.owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const made = await aTeamWithKeys(database.owner, { organisationId, holders });
	if (holders >= 2) await anIntake(database.owner, made, id);
	return { team: made, serviceId: id };
}

/** What the application finds of a request, acting for that team. */
function readAs({ organisationId, teamId, holders }: TeamWithKeys, { requestId }: RequestScope) {
	const personId = holders[0]?.signedIn.personId ?? '';
	return actAs(database.app, { organisationId, teamId, personId, role: 'professional' }, async (tx) => {
		const row = await tx
			.selectFrom('request')
			.select(['id', 'intake_wrap', 'requester_wrap', 'retention_month'])
			.where('id', '=', requestId)
			.executeTakeFirst();
		if (row === undefined || row.intake_wrap === null) return undefined;
		const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
		const [first] = await tx.selectFrom('request_object').selectAll().where('request_id', '=', requestId).execute();
		return {
			intake: layer.take(`${requestId}:intake`, row.intake_wrap),
			requester: layer.take(`${requestId}:requester`, row.requester_wrap),
			first,
		};
	});
}

async function openFirst(of: TeamWithKeys, { scope }: BuiltRequest): Promise<FirstMessage> {
	const read = await readAs(of, scope);
	if (read?.first === undefined) throw new Error('not found');
	const key = await openFromIntake(read.intake, scope, { epoch: of.epoch, key: of.keys.intakeIdentity });
	const place = placeOf(scope, 'message', { id: read.first.id, version: read.first.version });
	return readPayload(FirstMessage, open(key, place, read.first.sealed));
}

describe('a request', () => {
	test('is opened by the team it was sealed to', async () => {
		expect((await openFirst(team, request)).text).toBe('Bonjour.');
	});

	test('is opened by whoever holds its receipt', async () => {
		const read = await readAs(team, request.scope);
		const key = unwrapForRequester(read?.requester ?? new Uint8Array(), request.scope, request.requesterKeys.wrapping);
		expect(toBase64(key)).toBe(toBase64(request.requestKey));
	});

	test('is not seen by another team, of the same organisation or of another', async () => {
		const others = await aTeamThatIsAsked();
		const sameHouse = await aTeamWithKeys(database.owner, { organisationId: team.organisationId });
		expect(await readAs(others.team, request.scope)).toBeUndefined();
		expect(await readAs(sameHouse, request.scope)).toBeUndefined();
	});

	test('is not opened by another team, even with the row in hand', async () => {
		const others = await aTeamThatIsAsked();
		const read = await readAs(team, request.scope);
		const opening = openFromIntake(read?.intake ?? new Uint8Array(), request.scope, {
			epoch: 1,
			key: others.team.keys.intakeIdentity,
		});
		await expect(opening).rejects.toThrow(CannotOpen);
	});

	test('is opened by nobody of the team once no holder and no sheet is left, and still by whoever holds its receipt', async () => {
		const { team: lost, serviceId: to } = await aTeamThatIsAsked();
		const written = await aRequest(database.owner, { team: lost, serviceId: to, text: 'Perdu pour l’équipe.' });
		await database.owner.deleteFrom('team_key_wrap').where('team_id', '=', lost.teamId).execute();
		const [holder] = lost.holders as [KeyHolder];
		const { teams } = await getOwnKeys(database.app, holder.signedIn, { organisationId: lost.organisationId });
		const mine = teams.find(({ teamId }) => teamId === lost.teamId);
		expect(mine && (await openTeamKeys(holder.identity, mine))).toMatchObject({ current: undefined });
		const proof = { locator: written.receipt.locator, authentication: written.requesterKeys.authentication };
		const read = await openConversation(database.app, proof, new Date());
		if ('refused' in read) throw new Error(read.refused);
		const key = openRequestKey(read.conversation, written.requesterKeys.wrapping);
		expect(openEntries(read.conversation, key)).toMatchObject([{ text: 'Perdu pour l’équipe.' }]);
	});

	test('does not open with the wraps of another request of the same team', async () => {
		const other = await aRequest(database.owner, { team, serviceId, text: 'Autre chose.' });
		const read = await readAs(team, other.scope);
		const intake = read?.intake ?? new Uint8Array();
		const from = { epoch: team.epoch, key: team.keys.intakeIdentity };
		await expect(openFromIntake(intake, request.scope, from)).rejects.toThrow(CannotOpen);
		await expect(openFromIntake(intake, other.scope, { ...from, epoch: 2 })).rejects.toThrow(CannotOpen);
		expect(toBase64(await openFromIntake(intake, other.scope, from))).toBe(toBase64(other.requestKey));
	});

	test('is unreadable once the key of its month is destroyed, whoever has an old backup', async () => {
		const { team: asked, serviceId: to } = await aTeamThatIsAsked();
		const old = await aRequest(database.owner, { team: asked, serviceId: to });
		expect((await openFirst(asked, old)).text).toContain('fils');
		await database.owner.deleteFrom('retention_key').where('organisation_id', '=', asked.organisationId).execute();
		await expect(readAs(asked, old.scope)).rejects.toThrow(CannotOpen);
	});
});

describe('a service', () => {
	test('takes requests only once two people hold the key of its team', async () => {
		const { team: alone, serviceId: to } = await aTeamThatIsAsked(1);
		await expect(anIntake(database.owner, alone, to)).rejects.toThrow('two key-holders');
	});

	test('takes requests only once its organisation has said how long they are kept', async () => {
		const { team: asked, serviceId: to } = await aTeamThatIsAsked();
		const { owner } = database;
		await owner.updateTable('request_intake').set({ is_open: false }).where('service_id', '=', to).execute();
		await owner.deleteFrom('retention_rule').where('organisation_id', '=', asked.organisationId).execute();
		const opening = owner.updateTable('request_intake').set({ is_open: true }).where('service_id', '=', to).execute();
		await expect(opening).rejects.toThrow('no retention rule');
	});
});
