import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from './colleague.builder.ts';
import { findSession } from './find-session.server.ts';
import { listDemonstrationRoles } from './list-demonstration-roles.server.ts';
import { loadDemonstrationPeople } from './load-demonstration-people.server.ts';
import { signInAsDemonstration } from './sign-in-as-demonstration.server.ts';

const { owner, app } = await aDatabase();

const keys = ['fwb', 'rbc', 'bruxelles', 'anderlecht', 'molenbeek', 'liege', 'verviers', 'namur', 'charleroi'];
const signatories = await Promise.all(
	keys.map(async (key) => {
		const name = { fr: key === 'fwb' ? 'Fédération Wallonie-Bruxelles' : key };
		return { id: await getReferenceOrganisation(owner, key), origin: 'reference', key, name };
	}),
);

function load(wish: 'with' | 'without'): Promise<void> {
	return owner.transaction().execute((tx) => loadDemonstrationPeople(tx, wish === 'with' ? signatories : 'without'));
}

async function countPeople(): Promise<number> {
	return (await owner.selectFrom('staff_member').select('id').where('imaginary', '=', true).execute()).length;
}

test('every signatory can be tried in every role, the Federation as secretariat and operator too; twice makes no more', async () => {
	await load('with');
	const people = await countPeople();
	await load('with');
	expect(await countPeople()).toBe(people);
	expect(people).toBe(9 * 6 + 2);
	const places = await listDemonstrationRoles(app, 'nl');
	expect(places).toHaveLength(9);
	expect(places.find(({ name }) => name === 'Stad Verviers')?.roles).toHaveLength(6);
	const federation = await getReferenceOrganisation(owner, 'fwb');
	const entered = await signInAsDemonstration(app, { organisationId: federation, role: 'secretariat' });
	if ('refused' in entered) throw new Error(entered.refused);
	expect(await findSession(app, entered.token, { withImaginary: true })).toMatchObject({
		name: 'Démonstration – secrétariat, Fédération Wallonie-Bruxelles',
		imaginary: true,
		factors: 2,
		method: 'demonstration',
		grants: [{ role: 'secretariat', organisationId: federation }],
	});
	expect(await findSession(app, entered.token, { withImaginary: false })).toBeUndefined();
	const verviers = await getReferenceOrganisation(owner, 'verviers');
	expect(await signInAsDemonstration(app, { organisationId: verviers, role: 'secretariat' })).toEqual({
		refused: 'no_such_role',
	});
});

test('nobody becomes a real person, or someone the demonstration did not load, by trying it out', async () => {
	const organisationId = await getReferenceOrganisation(owner, 'liege');
	await load('with');
	await aColleague(owner, { organisationId, role: 'auditor' });
	expect(await signInAsDemonstration(app, { organisationId, role: 'auditor' })).toEqual({ refused: 'no_such_role' });
});

test('where a real person works there is no demonstration, at the next start neither', async () => {
	const organisationId = await getReferenceOrganisation(owner, 'namur');
	await load('with');
	await aColleague(owner, { organisationId, role: 'contributor' });
	const names = async () => (await listDemonstrationRoles(app, 'fr')).map(({ name }) => name);
	expect(await names()).not.toContain('Ville de Namur');
	const before = await countPeople();
	await load('with');
	expect(await names()).not.toContain('Ville de Namur');
	expect(await countPeople()).toBe(before - 6);
});

test('without the demonstration its people are gone; whoever something still names stays without a role', async () => {
	await load('with');
	const organisationId = await getReferenceOrganisation(owner, 'charleroi');
	const admins = owner.selectFrom('role_grant').select('person_id').where('organisation_id', '=', organisationId);
	const admin = await admins.where('role', '=', 'organisation_administrator').executeTakeFirstOrThrow();
	await owner
		.insertInto('invitation')
		.values({
			organisation_id: organisationId,
			role: 'auditor',
			name: 'X',
			email: 'x@essai.example',
			language: 'fr',
			secret_hash: Buffer.alloc(32),
			expires_at: '2100-01-01',
			invited_by: admin.person_id,
		})
		.execute();
	await load('without');
	expect(await owner.selectFrom('staff_member').select('id').where('imaginary', '=', true).execute()).toEqual([
		{ id: admin.person_id },
	]);
	expect(await listDemonstrationRoles(app, 'fr')).toEqual([]);
	await load('with');
	expect((await listDemonstrationRoles(app, 'fr')).length).toBeGreaterThan(5);
});
