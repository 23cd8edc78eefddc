import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recipientOf } from '#house/crypto/age-file.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { endWork } from '#rooms/identity/end-work.server.ts';
import { giveRole } from '#rooms/identity/give-role.server.ts';
import { withdrawRole } from '#rooms/identity/withdraw-role.server.ts';
import { listTeamKeys } from './list-team-keys.server.ts';
import { atThePage, open } from './private/a-team.ts';
import { listHeirs, makeNext, makeTeam, wrapFor } from './private/team-key-work.ts';
import { aKeyHolder, aTeamWithKeys, type KeyHolder, type TeamWithKeys } from './team-keys.builder.ts';

const { owner, app } = await aDatabase();
const organisationId = await anOrganisation(owner);
const administrator = await aColleague(owner, { organisationId, role: 'organisation_administrator' });

async function aTeam(holders = 2) {
	const team = await aTeamWithKeys(owner, { organisationId, holders });
	const scope = { organisationId, teamId: team.teamId };
	const page = (who: KeyHolder) => atThePage(app, { person: who.signedIn, scope });
	return { team, scope, page, first: pick(team, 0), second: pick(team, holders - 1) };
}

function pick({ holders }: TeamWithKeys, index: number): KeyHolder {
	const holder = holders[index];
	if (holder === undefined) throw new Error(`no holder ${index}`);
	return holder;
}

async function aMember(teamId: string): Promise<KeyHolder> {
	return aKeyHolder(owner, await aColleague(owner, { organisationId, role: 'professional', teamId }));
}

async function give(from: KeyHolder, to: KeyHolder, scope: { organisationId: string; teamId: string }) {
	const { held } = await open(app, from, scope);
	if (held === undefined) throw new Error('the giver holds nothing');
	const key = { id: to.keyId, recipient: await recipientOf(to.identity) };
	const wrap = await wrapFor(held, to.signedIn.personId, key);
	return atThePage(app, { person: from.signedIn, scope }).send({ change: 'give', epoch: held.scope.epoch, wrap });
}

async function findDue(teamId: string): Promise<Date | null> {
	const row = await owner
		.selectFrom('team_key')
		.select('renewal_due_since')
		.where('team_id', '=', teamId)
		.where('state', '=', 'current')
		.executeTakeFirstOrThrow();
	return row.renewal_due_since;
}

describe('the key of a team', () => {
	test('is made once by a member, who then holds it, and given to a colleague, who then opens the same', async () => {
		const first = await aKeyHolder(owner, await aColleague(owner, { organisationId, role: 'coordinator' }));
		const scope = { organisationId, teamId: first.teamId ?? '' };
		const page = atThePage(app, { person: first.signedIn, scope });
		const state = await page.look();
		const me = state.members[0];
		if (me === undefined || me.key === null) throw new Error('an own key');
		const made = await makeTeam(state, { ...me, key: me.key });
		expect(await page.send(made)).toEqual({ changed: true });
		expect(await page.send(made)).toEqual({ refused: 'has_key' });
		const colleague = await aMember(scope.teamId);
		expect((await open(app, colleague, scope)).held).toBeUndefined();
		expect(await give(first, colleague, scope)).toEqual({ changed: true });
		const { held } = await open(app, colleague, scope);
		expect(held?.keys.secret).toEqual((await open(app, first, scope)).held?.keys.secret);
		expect(await give(first, colleague, scope)).toEqual({ refused: 'has_key' });
	});

	test('is given to nobody outside the team, nor to an identity that was retired', async () => {
		const { team, scope, first } = await aTeam();
		const stranger = await aKeyHolder(owner, await aColleague(owner, { organisationId, role: 'professional' }));
		expect(await give(first, stranger, scope)).toEqual({ refused: 'not_member' });
		const colleague = await aMember(team.teamId);
		await owner
			.updateTable('staff_key')
			.set({ retired_at: sql`clock_timestamp()` })
			.where('id', '=', colleague.keyId)
			.execute();
		expect(await give(first, colleague, scope)).toEqual({ refused: 'changed_key' });
	});

	test('is given by nobody who does not hold it, and not for an epoch that is over', async () => {
		const { team, scope, page, first } = await aTeam();
		const { held } = await open(app, first, scope);
		if (held === undefined) throw new Error('held');
		const [member, other] = [await aMember(team.teamId), await aMember(team.teamId)];
		const wrap = await wrapFor(held, other.signedIn.personId, {
			id: other.keyId,
			recipient: await recipientOf(other.identity),
		});
		expect(await page(member).send({ change: 'give', epoch: 1, wrap })).toEqual({ refused: 'not_holder' });
		expect(await page(first).send({ change: 'give', epoch: 2, wrap })).toEqual({ refused: 'moved_on' });
		const outside = await aColleague(owner, { organisationId, role: 'professional' });
		const theirs = atThePage(app, { person: outside.signedIn, scope });
		expect(await theirs.send({ change: 'give', epoch: 1, wrap })).toEqual({ refused: 'unknown' });
		const admin = atThePage(app, { person: administrator.signedIn, scope });
		expect(await admin.send({ change: 'give', epoch: 1, wrap })).toEqual({ refused: 'unknown' });
	});

	test('shows in the overview to the administrator, who sees numbers and no key', async () => {
		const { team } = await aTeam();
		const listed = await listTeamKeys(app, administrator.signedIn, { organisationId });
		const line = 'teams' in listed ? listed.teams.find(({ teamId }) => teamId === team.teamId) : undefined;
		expect(line).toMatchObject({ epoch: 1, holders: 2, renewalDue: false, hasRecovery: false });
	});
});

describe('whoever leaves', () => {
	test('loses the team’s key with their last role in it, in the same moment, and the team is told', async () => {
		const { team, scope, first, second } = await aTeam();
		expect(await findDue(team.teamId)).toBeNull();
		const grantId = first.signedIn.grants[0]?.id ?? '';
		expect(await withdrawRole(app, administrator.signedIn, { organisationId, grantId })).toHaveProperty('personId');
		const wraps = await owner
			.selectFrom('team_key_wrap')
			.select('person_id')
			.where('team_id', '=', team.teamId)
			.execute();
		expect(wraps).toEqual([{ person_id: second.signedIn.personId }]);
		expect(await findDue(team.teamId)).not.toBeNull();
		expect((await open(app, second, scope)).held).toBeDefined();
	});

	test('keeps it while another role in the team remains', async () => {
		const { team, first } = await aTeam();
		const wish = { organisationId, personId: first.signedIn.personId };
		const form = { role: 'coordinator' as const, teamId: team.teamId };
		await giveRole(app, administrator.signedIn, { ...wish, ...form });
		await withdrawRole(app, administrator.signedIn, { organisationId, grantId: first.signedIn.grants[0]?.id ?? '' });
		expect(await findDue(team.teamId)).toBeNull();
	});

	test('loses it when they leave the organisation', async () => {
		const { team, first } = await aTeam();
		await endWork(app, administrator.signedIn, { organisationId, personId: first.signedIn.personId });
		expect(await findDue(team.teamId)).not.toBeNull();
	});
});

describe('a renewal', () => {
	test('gives every holder a new key that opens the old one too; the old one goes once nothing needs it', async () => {
		const { scope, page, first, second } = await aTeam();
		const { held } = await open(app, first, scope);
		if (held === undefined) throw new Error('held');
		const heirs = listHeirs(await page(first).look(), held);
		expect(heirs.map(({ id }) => id).toSorted()).toEqual(
			[first, second].map(({ signedIn }) => signedIn.personId).toSorted(),
		);
		expect(await page(first).send(await makeNext(held, heirs))).toEqual({ changed: true });
		// Not used before it is in use.
		expect((await open(app, second, scope)).held?.scope.epoch).toBe(1);
		expect(await page(second).send({ change: 'end_renewal', epoch: 1 })).toEqual({ refused: 'moved_on' });
		expect(await page(second).send({ change: 'use_renewed', epoch: 2 })).toEqual({ changed: true });
		const opened = await open(app, second, scope);
		expect(opened).toMatchObject({ epochs: [1, 2], held: { scope: { epoch: 2 } } });
		// Those who renewed it have vouched for each other.
		expect(listHeirs(await page(second).look(), opened.held ?? held).every(({ isVouchedFor }) => isVouchedFor)).toBe(
			true,
		);
		expect(await page(first).send({ change: 'end_renewal', epoch: 2 })).toEqual({ changed: true });
		expect((await open(app, first, scope)).epochs).toEqual([2]);
	});

	test('that two begin at once is begun by one; the other is told', async () => {
		const { scope, page, first, second } = await aTeam();
		const sent = await Promise.all(
			[first, second].map(async (who) => {
				const { held } = await open(app, who, scope);
				if (held === undefined) throw new Error('held');
				return { who, next: await makeNext(held, listHeirs(await page(who).look(), held)) };
			}),
		);
		const answers = await Promise.all(sent.map(({ who, next }) => page(who).send(next)));
		expect(answers).toHaveLength(2);
		expect(answers).toEqual(expect.arrayContaining([{ changed: true }, { refused: 'already_begun' }]));
	});

	test('waits for whoever was given the old key in the meantime, and can be given up', async () => {
		const { team, scope, page, first } = await aTeam();
		const { held } = await open(app, first, scope);
		if (held === undefined) throw new Error('held');
		const next = await makeNext(held, listHeirs(await page(first).look(), held));
		const late = await aMember(team.teamId);
		expect(await give(first, late, scope)).toEqual({ changed: true });
		await page(first).send(next);
		expect(await give(first, await aMember(team.teamId), scope)).toEqual({ refused: 'already_begun' });
		expect(await page(first).send({ change: 'use_renewed', epoch: 2 })).toEqual({ refused: 'holders_missing' });
		expect(await page(first).send({ change: 'give_up_renewal', epoch: 2 })).toEqual({ changed: true });
		expect(await page(first).send({ change: 'give_up_renewal', epoch: 2 })).toEqual({ refused: 'moved_on' });
		expect((await open(app, late, scope)).held?.scope.epoch).toBe(1);
	});

	test('notices a recipient that nobody has vouched for', async () => {
		const { team, scope, page, first } = await aTeam();
		const colleague = await aMember(team.teamId);
		await give(first, colleague, scope);
		const { held } = await open(app, first, scope);
		if (held === undefined) throw new Error('held');
		const state = await page(first).look();
		const isVouched = (heirs: ReturnType<typeof listHeirs>) =>
			heirs.find(({ id }) => id === colleague.signedIn.personId)?.isVouchedFor;
		expect(isVouched(listHeirs(state, held))).toBe(true);
		const intruder = await recipientOf((await aMember(team.teamId)).identity);
		const swapped = state.members.map((each) =>
			each.personId === colleague.signedIn.personId && each.key
				? { ...each, key: { ...each.key, recipient: intruder } }
				: each,
		);
		expect(isVouched(listHeirs({ ...state, members: swapped }, held))).toBe(false);
	});
});
