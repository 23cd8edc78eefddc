import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import { sealToRecipients, recipientOf } from '#house/crypto/age-file.ts';
import { deriveTeamKeys, makeTeamSecret } from '#house/crypto/team-secret.ts';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { endRenewal } from '#rooms/keys/end-renewal.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { sealPreviousSecret } from '#rooms/keys/previous-secret.ts';
import { aTeamWithKeys, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { listWrapsToRenew } from './list-wraps-to-renew.server.ts';
import { renewWraps } from './renew-wraps.server.ts';
import { openFromIntake, unwrapFromVault, wrapForVault } from './request-keys.ts';
import { anIntake, aRequest, type BuiltRequest } from './request.builder.ts';
import { settleWraps } from './settle-wraps.server.ts';
import type { WrapToRenew } from './wrap-renewal.ts';

const { owner, app } = await aDatabase();

/** A team whose new key is in use, with requests that were sealed to the old one. */
async function aTeamInRenewal(count: number) {
	const serviceId = await aService('Accueil').published(owner);
	const { organisation_id: organisationId } = await owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', serviceId)
		.executeTakeFirstOrThrow();
	const team = await aTeamWithKeys(owner, { organisationId });
	await anIntake(owner, team, serviceId);
	const requests: BuiltRequest[] = [];
	for (let number = 0; number < count; number++) requests.push(await aRequest(owner, { team, serviceId }));
	const next = await deriveTeamKeys(makeTeamSecret());
	await useNext(team, next);
	const person = team.holders[0]?.signedIn;
	if (person === undefined) throw new Error('two holders');
	const renewal = { organisationId, teamId: team.teamId, epoch: 2 };
	return { team, requests, next, person, renewal };
}

async function useNext(
	{ organisationId, teamId, keys, holders }: TeamWithKeys,
	next: TeamWithKeys['keys'],
): Promise<void> {
	const team = { organisation_id: organisationId, team_id: teamId };
	const made_by = holders[0]?.signedIn.personId ?? '';
	const previous = sealPreviousSecret(keys.secret, { organisationId, teamId, epoch: 2 }, next.vaultKey);
	await owner
		.updateTable('team_key')
		.set({ state: 'past', past_from: new Date() })
		.where('team_id', '=', teamId)
		.execute();
	await owner
		.insertInto('team_key')
		.values({
			...team,
			epoch: 2,
			state: 'current',
			made_by,
			current_from: new Date(),
			intake_recipient: next.intakeRecipient,
			previous_secret: Buffer.from(previous),
		})
		.execute();
	for (const { identity, signedIn, keyId } of holders) {
		const file = Buffer.from(await sealToRecipients(next.secret, [await recipientOf(identity)]));
		await owner
			.insertInto('team_key_wrap')
			.values({ ...team, epoch: 2, person_id: signedIn.personId, key_id: keyId, file, made_by })
			.execute();
	}
}

type Renewing = Awaited<ReturnType<typeof aTeamInRenewal>>;

async function list({ person, renewal }: Renewing, after: string | null = null) {
	const listed = await listWrapsToRenew(app, person, { ...renewal, after });
	if ('refused' in listed) throw new Error(listed.refused);
	return listed;
}

/** What the browser makes of one: its keys with the old team key, under the new. */
async function make({ team, next }: Renewing, wrap: WrapToRenew) {
	const scope = { organisationId: team.organisationId, teamId: team.teamId, requestId: wrap.requestId };
	const request = await openFromIntake(fromBase64(wrap.intake ?? ''), scope, {
		epoch: 1,
		key: team.keys.intakeIdentity,
	});
	const renewed = wrapForVault({ request, notes: makeTeamSecret() }, scope, { epoch: 2, key: next.vaultKey });
	return { requestId: wrap.requestId, from: null, wrap: renewed };
}

function readRow({ renewal, person }: Renewing, requestId: string) {
	return actAs(app, { ...renewal, personId: person.personId, role: 'professional' }, async (tx) => {
		const row = await tx.selectFrom('request').selectAll().where('id', '=', requestId).executeTakeFirstOrThrow();
		const layer = await findOuterLayer(tx, { organisationId: renewal.organisationId, month: row.retention_month });
		return { row, vault: row.vault_wrap && layer.take(`${requestId}:vault`, row.vault_wrap) };
	});
}

describe('when a team renews its key', () => {
	test('a request that nobody opened moves to the new key, and still counts as not opened', async () => {
		const renewing = await aTeamInRenewal(1);
		const { person, renewal, requests, next } = renewing;
		const before = await list(renewing);
		expect(before.left).toBe(1);
		const made = await Promise.all(before.wraps.map((wrap) => make(renewing, wrap)));
		const [request] = requests;
		const requestId = request?.scope.requestId ?? '';
		expect(await renewWraps(app, person, { ...renewal, wraps: made })).toEqual({ written: [requestId] });
		// Written beside: what opened goes on opening.
		const between = await list(renewing);
		expect(between.wraps[0]).toMatchObject({ intake: before.wraps[0]?.intake, vault: null, next: expect.any(String) });
		const hash = sha256(fromBase64(between.wraps[0]?.next ?? ''));
		expect(await settleWraps(app, person, { ...renewal, wraps: [{ requestId, hash }] })).toEqual({
			settled: [requestId],
		});
		const { row, vault } = await readRow(renewing, requestId);
		expect(row).toMatchObject({
			state: 'sent',
			received_at: null,
			intake_wrap: null,
			vault_epoch: 2,
			next_vault_wrap: null,
		});
		const scope = { ...renewal, requestId };
		const keys = unwrapFromVault(vault ?? new Uint8Array(), scope, { epoch: 2, key: next.vaultKey });
		expect(toBase64(keys.request)).toBe(toBase64(request?.requestKey ?? new Uint8Array()));
		const openings = await owner
			.selectFrom('request_opening')
			.select('number')
			.where('request_id', '=', requestId)
			.execute();
		expect(openings).toEqual([]);
		expect((await list(renewing)).left).toBe(0);
		expect(await endRenewal(app, person, renewal)).toEqual({ changed: true });
	});

	test('the old secret is kept as long as a request needs it', async () => {
		const renewing = await aTeamInRenewal(1);
		const { person, team, renewal } = renewing;
		expect(await endRenewal(app, person, renewal)).toEqual({ refused: 'not_done' });
		const wraps = await owner.selectFrom('team_key_wrap').select('epoch').where('team_id', '=', team.teamId).execute();
		expect(wraps.map(({ epoch }) => epoch).toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2]);
	});

	test('only what was read back takes the place of the old', async () => {
		const renewing = await aTeamInRenewal(2);
		const { person, renewal } = renewing;
		const { wraps } = await list(renewing);
		const made = await Promise.all(wraps.map((wrap) => make(renewing, wrap)));
		await renewWraps(app, person, { ...renewal, wraps: made });
		const verified = made.map(({ requestId, wrap }) => ({ requestId, hash: sha256(wrap) }));
		// Someone else writes the first one again in between.
		const [first] = wraps;
		if (first === undefined) throw new Error('two requests');
		await renewWraps(app, person, { ...renewal, wraps: [await make(renewing, first)] });
		const settled = await settleWraps(app, person, { ...renewal, wraps: verified });
		expect(settled).toEqual({ settled: [wraps[1]?.requestId] });
		expect((await list(renewing)).wraps).toMatchObject([{ requestId: first.requestId, intake: first.intake }]);
	});

	test('what was opened in the meantime is left as it is', async () => {
		const renewing = await aTeamInRenewal(1);
		const { person, renewal } = renewing;
		const { wraps } = await list(renewing);
		const made = await Promise.all(wraps.map((wrap) => make(renewing, wrap)));
		const stale = made.map((wrap) => ({ ...wrap, from: 1 }));
		expect(await renewWraps(app, person, { ...renewal, wraps: stale })).toEqual({ written: [] });
	});

	test('it goes on after the last that was looked at, in batches', async () => {
		const renewing = await aTeamInRenewal(3);
		const { wraps } = await list(renewing);
		const { wraps: rest } = await list(renewing, wraps[0]?.requestId ?? null);
		expect(rest.map(({ requestId }) => requestId)).toEqual(wraps.slice(1).map(({ requestId }) => requestId));
	});

	test('nobody moves anything who does not hold the new key, or works elsewhere', async () => {
		const renewing = await aTeamInRenewal(1);
		const { renewal, team, person } = renewing;
		const { organisationId, teamId } = renewal;
		const member = await aColleague(owner, { organisationId, role: 'professional', teamId });
		const wish = { ...renewal, after: null };
		expect(await listWrapsToRenew(app, member.signedIn, wish)).toEqual({ refused: 'moved_on' });
		expect(await renewWraps(app, member.signedIn, { ...renewal, wraps: [] })).toEqual({ refused: 'moved_on' });
		expect(await settleWraps(app, member.signedIn, { ...renewal, wraps: [] })).toEqual({ refused: 'moved_on' });
		const elsewhere = await aTeamWithKeys(owner, { organisationId });
		const other = elsewhere.holders[0]?.signedIn;
		expect(other && (await listWrapsToRenew(app, other, wish))).toEqual({ refused: 'unknown' });
		expect(await listWrapsToRenew(app, person, { ...wish, epoch: 1 })).toEqual({ refused: 'moved_on' });
		expect(team.epoch).toBe(1);
	});
});
