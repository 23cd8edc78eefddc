import { describe, expect, test } from 'vitest';
import { makeIdentity, recipientOf } from '#house/crypto/age-file.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { findRecovery } from './find-recovery.server.ts';
import { atThePage, open } from './private/a-team.ts';
import { openWithPaper } from './private/open-with-paper.ts';
import { groupsOf, readPaper } from './private/paper.ts';
import { wrapFor, wrapForPaper } from './private/team-key-work.ts';
import { recordDrill } from './record-drill.server.ts';
import { setRecoveryRecipient } from './set-recovery-recipient.server.ts';
import { aKeyHolder, aTeamWithKeys } from './team-keys.builder.ts';

const { owner, app } = await aDatabase();

/** An organisation with a team and a paper that its administrator has made. */
async function anOrganisationWithPaper() {
	const organisationId = await anOrganisation(owner);
	const { signedIn: administrator } = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
	const team = await aTeamWithKeys(owner, { organisationId });
	const [first, second] = team.holders;
	if (first === undefined || second === undefined) throw new Error('two holders');
	const paper = await makeIdentity();
	const recipient = await recipientOf(paper);
	const set = () => setRecoveryRecipient(app, administrator, { organisationId, recipient });
	const made = await set();
	if ('refused' in made) throw new Error(made.refused);
	const scope = { organisationId, teamId: team.teamId };
	const page = atThePage(app, { person: first.signedIn, scope });
	async function entrust() {
		const { held } = await open(app, first ?? raise(), scope);
		const { recovery } = await page.look();
		if (held === undefined || recovery === null) throw new Error('held, and a paper');
		return page.send({ change: 'give_recovery', epoch: 1, wrap: await wrapForPaper(held, recovery) });
	}
	return {
		organisationId,
		administrator,
		team,
		scope,
		first,
		second,
		paper,
		recoveryId: made.recoveryId,
		page,
		entrust,
		set,
	};
}

function raise(): never {
	throw new Error('two holders');
}

async function isDue(teamId: string): Promise<boolean> {
	const row = await owner
		.selectFrom('team_key')
		.select('renewal_due_since')
		.where('team_id', '=', teamId)
		.executeTakeFirst();
	return row !== undefined && row.renewal_due_since !== null;
}

describe('the organisation’s paper', () => {
	test('is read however it is typed, and not when a character is wrong', async () => {
		const identity = await makeIdentity();
		expect(await readPaper(groupsOf(identity).join(' ').toLowerCase())).toBe(identity);
		expect(await readPaper(` ${identity}\n`)).toBe(identity);
		const last = identity.endsWith('Q') ? 'P' : 'Q';
		expect(await readPaper(identity.slice(0, -1) + last)).toBeUndefined();
	});

	test('is made by an administrator with a second factor, and by nobody else', async () => {
		const { organisationId, administrator, first } = await anOrganisationWithPaper();
		const recipient = await recipientOf(await makeIdentity());
		const wish = { organisationId, recipient };
		expect(await setRecoveryRecipient(app, first.signedIn, wish)).toEqual({ refused: 'unknown' });
		const weak = { ...administrator, factors: 1 as const };
		expect(await setRecoveryRecipient(app, weak, wish)).toEqual({ refused: 'step_up' });
		const elsewhere = await aColleague(owner, {
			organisationId: await anOrganisation(owner),
			role: 'organisation_administrator',
		});
		expect(await setRecoveryRecipient(app, elsewhere.signedIn, wish)).toEqual({ refused: 'unknown' });
		expect(await findRecovery(app, elsewhere.signedIn, wish)).toEqual({ refused: 'unknown' });
	});

	test('opens a team’s key once a holder has entrusted it, and is shown to do so', async () => {
		const { organisationId, administrator, paper, recoveryId, page, entrust } = await anOrganisationWithPaper();
		await expect(openWithPaper(await page.look(), paper)).rejects.toThrow(CannotOpen);
		expect(await entrust()).toEqual({ changed: true });
		expect(await entrust()).toEqual({ refused: 'has_key' });
		expect((await openWithPaper(await page.look(), paper)).scope.epoch).toBe(1);
		await expect(openWithPaper(await page.look(), await makeIdentity())).rejects.toThrow(CannotOpen);
		const wish = { organisationId, recoveryId, teams: 1 };
		expect(await recordDrill(app, administrator, { ...wish, recoveryId: organisationId })).toEqual({
			refused: 'unknown',
		});
		expect(await recordDrill(app, administrator, wish)).toEqual({ drilled: true });
		expect(await findRecovery(app, administrator, { organisationId })).toMatchObject({
			paper: { drilledAt: expect.any(String), drilledBy: administrator.name },
			teams: [{ file: expect.any(String) }],
		});
	});

	test('makes a member holder again when no holder is left; nobody for another', async () => {
		const { team, scope, paper, page, entrust, first, second } = await anOrganisationWithPaper();
		await entrust();
		const newcomer = await aKeyHolder(
			owner,
			await aColleague(owner, { organisationId: scope.organisationId, role: 'professional', teamId: team.teamId }),
		);
		await owner.deleteFrom('team_key_wrap').where('team_id', '=', team.teamId).execute();
		expect((await open(app, first, scope)).held).toBeUndefined();
		const opened = await openWithPaper(await page.look(), paper);
		const wrap = await wrapFor(opened, newcomer.signedIn.personId, {
			id: newcomer.keyId,
			recipient: await recipientOf(newcomer.identity),
		});
		const theirs = atThePage(app, { person: second.signedIn, scope });
		expect(await theirs.send({ change: 'recover', epoch: 1, wrap })).toEqual({ refused: 'not_member' });
		const own = atThePage(app, { person: newcomer.signedIn, scope });
		expect(await own.send({ change: 'recover', epoch: 1, wrap })).toEqual({ changed: true });
		expect((await open(app, newcomer, scope)).held?.keys.secret).toEqual(team.keys.secret);
	});

	test('that was lost is replaced: the old one opens nothing more, and the teams are asked to renew their key', async () => {
		const { team, paper, page, entrust, set } = await anOrganisationWithPaper();
		await entrust();
		expect(await isDue(team.teamId)).toBe(false);
		expect(await set()).toHaveProperty('recoveryId');
		expect(await isDue(team.teamId)).toBe(true);
		await expect(openWithPaper(await page.look(), paper)).rejects.toThrow(CannotOpen);
	});

	test('is entrusted with nothing after another took its place', async () => {
		const { scope, page, first, set } = await anOrganisationWithPaper();
		const { recovery } = await page.look();
		const { held } = await open(app, first, scope);
		if (recovery === null || held === undefined) throw new Error('a paper');
		await set();
		const wrap = await wrapForPaper(held, recovery);
		expect(await page.send({ change: 'give_recovery', epoch: 1, wrap })).toEqual({ refused: 'changed_key' });
	});
});
