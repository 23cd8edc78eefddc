import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from './colleague.builder.ts';
import { findSession } from './find-session.server.ts';
import { findActor } from './signed-in.ts';

const { owner, app } = await aDatabase();
const anyone = { withImaginary: true };

test('a token tells who is signed in, with the roles of this moment', async () => {
	const organisationId = await anOrganisation(owner, 'Commune de Sansnom');
	const { token, signedIn } = await aColleague(owner, { organisationId, role: 'auditor' });
	const found = await findSession(app, token, anyone);
	expect(found).toEqual(signedIn);
	expect(found?.grants).toMatchObject([{ role: 'auditor', organisation: { nl: 'Commune de Sansnom' } }]);
	await owner
		.updateTable('role_grant')
		.set({ withdrawn_at: sql`clock_timestamp()` })
		.where('organisation_id', '=', organisationId)
		.execute();
	expect((await findSession(app, token, anyone))?.grants).toEqual([]);
});

test('another token tells nothing', async () => {
	expect(await findSession(app, 'nonsense', anyone)).toBeUndefined();
});

test.each([
	['twelve hours after it began', { begun_at: new Date(Date.now() - 12.01 * 3_600_000).toISOString() }],
	['half an hour after the last request', { seen_at: new Date(Date.now() - 30.5 * 60_000).toISOString() }],
])('a session ends %s', async (_, times) => {
	const { token, signedIn } = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'auditor' });
	await owner.updateTable('session').set(times).where('id', '=', signedIn.sessionId).execute();
	expect(await findSession(app, token, anyone)).toBeUndefined();
});

test('someone of the demonstration signs in only while it is on', async () => {
	const { token, signedIn } = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'auditor' });
	await owner.updateTable('staff_member').set({ imaginary: true }).where('id', '=', signedIn.personId).execute();
	expect(await findSession(app, token, { withImaginary: false })).toBeUndefined();
	expect(await findSession(app, token, anyone)).toMatchObject({ imaginary: true });
});

describe('as whom someone may act', () => {
	test('in the organisation of the role alone, and in the team of the role', async () => {
		const organisationId = await anOrganisation(owner);
		const { signedIn, teamId } = await aColleague(owner, { organisationId, role: 'professional' });
		const actor = { organisationId, personId: signedIn.personId, role: 'professional', teamId };
		expect(findActor(signedIn, { organisationId }, ['professional'])).toEqual(actor);
		expect(findActor(signedIn, { organisationId, teamId: teamId ?? '' }, ['professional'])).toEqual(actor);
		expect(findActor(signedIn, { organisationId, teamId: signedIn.personId }, ['professional'])).toBeUndefined();
		expect(findActor(signedIn, { organisationId }, ['coordinator'])).toBeUndefined();
		expect(findActor(signedIn, { organisationId: await anOrganisation(owner) }, ['professional'])).toBeUndefined();
		expect(findActor(undefined, { organisationId }, ['professional'])).toBeUndefined();
	});

	test('a role that touches people’s content lies still without a second factor', async () => {
		const organisationId = await anOrganisation(owner);
		const { signedIn } = await aColleague(owner, { organisationId, role: 'professional', factors: 1 });
		expect(findActor(signedIn, { organisationId }, ['professional'])).toBeUndefined();
	});
});

test('an organisation sees its own people, teams and roles, and no others', async () => {
	const mine = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'professional' });
	const other = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'professional' });
	const seen = await actAs(
		app,
		{ organisationId: mine.organisationId, personId: mine.signedIn.personId },
		async (tx) => ({
			people: await tx.selectFrom('staff_member').select('id').execute(),
			teams: await tx.selectFrom('team').select('id').execute(),
			roles: await tx.selectFrom('role_grant').select('person_id').execute(),
			sessions: await tx.selectFrom('session').select('person_id').execute(),
		}),
	);
	expect(seen).toEqual({
		people: [{ id: mine.signedIn.personId }],
		teams: [{ id: mine.teamId }],
		roles: [{ person_id: mine.signedIn.personId }],
		sessions: [{ person_id: mine.signedIn.personId }],
	});
	expect(JSON.stringify(seen)).not.toContain(other.signedIn.personId);
	expect(await app.selectFrom('staff_member').selectAll().execute()).toEqual([]);
});
