import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { acceptAsColleague } from './accept-as-colleague.server.ts';
import { acceptInvitation } from './accept-invitation.server.ts';
import { aColleague } from './colleague.builder.ts';
import { findInvitation } from './find-invitation.server.ts';
import { findSession } from './find-session.server.ts';
import { InvitationForm } from './invitation.ts';
import { registerInvitationMail } from './invitation-mail.ts';
import { inviteAgain } from './invite-again.server.ts';
import { inviteColleague } from './invite-colleague.server.ts';
import { listInvitations } from './list-invitations.server.ts';
import { revokeInvitation } from './revoke-invitation.server.ts';

const { owner, app, admin: superuser } = await aDatabase();
beforeAll(registerInvitationMail);
const anyone = { withImaginary: true };

async function anInvitation(wish: Partial<InvitationForm> & { imaginary?: boolean } = {}) {
	const { imaginary = false, ...changed } = wish;
	const organisationId = await anOrganisation(owner, 'Commune de Sansnom');
	const admin = await aColleague(owner, { organisationId, role: 'organisation_administrator', imaginary });
	const email = `${crypto.randomUUID()}@essai.example`;
	const form = { name: 'Robin Exemple', email, language: 'fr', role: 'contributor', teamId: undefined } as const;
	const whole = { ...form, ...changed, organisationId };
	const invited = await inviteColleague(app, admin.signedIn, whole);
	if ('refused' in invited) throw new Error(invited.refused);
	return { ...invited, organisationId, admin: admin.signedIn, form: whole, link: await readLink(whole.email) };
}

/** What the newest mail to this address leads to. */
async function readLink(address: string): Promise<string> {
	const { rows } = await sql<{ path: string }>`select data ->> 'path' as path from outbox_mail
		where recipient = ${address} order by created_at desc limit 1`.execute(superuser);
	return new URL(rows[0]?.path ?? '', 'http://here.example').searchParams.get('i') ?? '';
}

describe('an invitation', () => {
	test('tells whoever holds its link, and nobody else, what it offers', async () => {
		const { link, form } = await anInvitation();
		expect(await findInvitation(app, link)).toMatchObject({
			state: 'open',
			role: form.role,
			email: form.email,
			organisation: { de: 'Commune de Sansnom' },
		});
		// Another secret: one in sixty-four begins with the sign that is put there.
		const other = link.replace(/[.]./, (start) => (start === '.-' ? '._' : '.-'));
		for (const wrong of [null, '', link.slice(0, -1), `${link.slice(0, -1)}~`, other])
			expect(await findInvitation(app, wrong)).toBeUndefined();
	});

	test('accepted: an account, the role, and a session with one factor', async () => {
		const { link, organisationId, form } = await anInvitation();
		const accepted = await acceptInvitation(app, link);
		if ('refused' in accepted) throw new Error(accepted.refused);
		expect(await findSession(app, accepted.token, anyone)).toMatchObject({
			name: form.name,
			language: 'fr',
			factors: 1,
			imaginary: false,
			grants: [{ organisationId, role: 'contributor' }],
		});
		const acts = owner.selectFrom('audit_entry').select('act').where('organisation_id', '=', organisationId);
		expect((await acts.orderBy('number').execute()).map(({ act }) => act)).toEqual([
			'person.invited',
			'invitation.accepted',
		]);
		expect(await acceptInvitation(app, link)).toEqual({ refused: 'accepted' });
	});

	test('serves once, however many accept it at the same moment', async () => {
		for (let round = 0; round < 5; round++) {
			const { link, organisationId } = await anInvitation();
			const outcomes = await Promise.all(Array.from({ length: 4 }, () => acceptInvitation(app, link)));
			expect(outcomes.filter((outcome) => 'token' in outcome)).toHaveLength(1);
			expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'accepted')).toHaveLength(3);
			const given = owner.selectFrom('role_grant').select('id').where('organisation_id', '=', organisationId);
			expect(await given.where('role', '=', 'contributor').execute()).toHaveLength(1);
		}
	});

	test.each([
		['expired', sql`expires_at = now() - interval '1 second', invited_at = now() - interval '15 days'`],
		['withdrawn', sql`revoked_at = now()`],
	])('%s opens nothing', async (state, change) => {
		const { link, invitationId, admin } = await anInvitation();
		await sql`update invitation set ${change} where id = ${invitationId}`.execute(owner);
		expect(await findInvitation(app, link)).toMatchObject({ state });
		expect(await acceptInvitation(app, link)).toEqual({ refused: state });
		expect(await acceptAsColleague(app, admin, link)).toEqual({ refused: state });
	});

	test('sent again: a new link and a new term, and the link before it is unknown', async () => {
		const { link, invitationId, organisationId, admin, form } = await anInvitation();
		await sql`update invitation set expires_at = now() - interval '1 second', invited_at = now() - interval '15 days'
			where id = ${invitationId}`.execute(owner);
		expect(await inviteAgain(app, admin, { organisationId, invitationId })).toEqual({ invitationId });
		expect(await acceptInvitation(app, link)).toEqual({ refused: 'unknown' });
		expect(await acceptInvitation(app, await readLink(form.email))).toHaveProperty('token');
		const late = { refused: 'no_longer_open' };
		expect(await inviteAgain(app, admin, { organisationId, invitationId })).toEqual(late);
		expect(await revokeInvitation(app, admin, { organisationId, invitationId })).toEqual(late);
	});

	test('withdrawn by an administrator, and listed as such', async () => {
		const { invitationId, organisationId, admin, form } = await anInvitation();
		expect(await revokeInvitation(app, admin, { organisationId, invitationId })).toEqual({ invitationId });
		expect(await listInvitations(app, admin, { organisationId, page: 1 })).toMatchObject({
			hasMore: false,
			invitations: [{ id: invitationId, email: form.email, state: 'withdrawn', invitedBy: admin.name }],
		});
	});
});

describe('where the address has an account already', () => {
	test('its owner signs in first; nothing is used up, and nothing opens', async () => {
		const { link, form } = await anInvitation();
		await owner
			.insertInto('staff_member')
			.values({ name: 'X', language: 'fr', email: form.email.toUpperCase() })
			.execute();
		expect(await acceptInvitation(app, link)).toEqual({ refused: 'sign_in_first' });
		expect(await findInvitation(app, link)).toMatchObject({ state: 'open' });
	});

	test('signed in, the role is added, other sessions end and this one stays', async () => {
		const { link, organisationId } = await anInvitation();
		const elsewhere = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'auditor' });
		const { signedIn, token } = elsewhere;
		expect(await acceptAsColleague(app, signedIn, link)).toEqual({ organisationId, role: 'contributor' });
		expect((await findSession(app, token, anyone))?.grants).toHaveLength(2);
		expect(await acceptAsColleague(app, signedIn, link)).toEqual({ refused: 'accepted' });
	});

	test('a role that one holds already uses nothing up', async () => {
		const { link, organisationId } = await anInvitation();
		const { signedIn } = await aColleague(owner, { organisationId, role: 'contributor' });
		expect(await acceptAsColleague(app, signedIn, link)).toEqual({ refused: 'has_role' });
		expect(await findInvitation(app, link)).toMatchObject({ state: 'open' });
	});
});

describe('the demonstration', () => {
	test('whoever someone imaginary invites is imaginary too, at an address that belongs to nobody', async () => {
		const { link, admin, organisationId, form } = await anInvitation({ imaginary: true });
		const real = { ...form, email: 'quelquun@verviers.be' };
		expect(await inviteColleague(app, admin, real)).toEqual({ refused: 'imaginary_address_only' });
		const accepted = await acceptInvitation(app, link);
		if ('refused' in accepted) throw new Error(accepted.refused);
		expect(await findSession(app, accepted.token, anyone)).toMatchObject({ imaginary: true });
		expect(await findSession(app, accepted.token, { withImaginary: false })).toBeUndefined();
		expect(organisationId).toBe(form.organisationId);
	});

	test('imaginary people accept no real invitation, real ones no imaginary one', async () => {
		const real = await anInvitation();
		const imaginary = await anInvitation({ imaginary: true });
		expect(await acceptAsColleague(app, real.admin, imaginary.link)).toEqual({ refused: 'other_world' });
		expect(await acceptAsColleague(app, imaginary.admin, real.link)).toEqual({ refused: 'other_world' });
	});

	test('ends in an organisation when the first real person comes, and never comes back to it', async () => {
		const { link, organisationId, admin } = await anInvitation({ imaginary: true });
		await aColleague(owner, { organisationId, role: 'professional' });
		const left = owner.selectFrom('role_grant').select('person_id').where('organisation_id', '=', organisationId);
		const people = (await left.where('withdrawn_at', 'is', null).execute()).map(({ person_id }) => person_id);
		expect(people).not.toContain(admin.personId);
		expect(await acceptInvitation(app, link)).toEqual({ refused: 'withdrawn' });
		await sql`update invitation set revoked_at = null where organisation_id = ${organisationId}`.execute(owner);
		expect(await acceptInvitation(app, link)).toEqual({ refused: 'real_people_only' });
	});
});

describe('inviting', () => {
	test('the same person twice to the same role is told, whatever became of the case', async () => {
		const { admin, form, organisationId, link } = await anInvitation();
		const shouted = { ...form, email: form.email.toUpperCase() };
		expect(await inviteColleague(app, admin, shouted)).toEqual({ refused: 'already_invited' });
		await acceptInvitation(app, link);
		expect(await inviteColleague(app, admin, shouted)).toEqual({ refused: 'has_role' });
		expect(await inviteColleague(app, admin, { ...shouted, role: 'auditor' })).toHaveProperty('invitationId');
		expect(organisationId).toBe(form.organisationId);
	});

	test('says the same of an address that has an account elsewhere as of one that has none', async () => {
		const { admin, form } = await anInvitation();
		const known = `${crypto.randomUUID()}@essai.example`;
		await owner.insertInto('staff_member').values({ name: 'X', language: 'fr', email: known }).execute();
		expect(await inviteColleague(app, admin, { ...form, email: known })).toHaveProperty('invitationId');
	});

	test('the secretariat invites to its own role, and sees those invitations alone', async () => {
		const { organisationId, form, admin } = await anInvitation();
		const { signedIn } = await aColleague(owner, { organisationId, role: 'secretariat' });
		expect(await inviteColleague(app, signedIn, { ...form, role: 'auditor' })).toEqual({
			refused: 'not_yours_to_give',
		});
		expect(await inviteColleague(app, admin, { ...form, role: 'secretariat' })).toEqual({
			refused: 'not_yours_to_give',
		});
		const invited = await inviteColleague(app, signedIn, { ...form, role: 'secretariat' });
		const roles = async (whom: typeof admin) => {
			const page = await listInvitations(app, whom, { organisationId, page: 1 });
			return 'refused' in page ? page : page.invitations.map(({ role }) => role);
		};
		expect(invited).toHaveProperty('invitationId');
		expect(await roles(signedIn)).toEqual(['secretariat']);
		expect(await roles(admin)).toEqual(['contributor']);
	});

	test('a team goes with the roles of a team alone; a name is one line', () => {
		const whole = { name: 'X', email: 'x@essai.example', language: 'fr', role: 'professional', teamId: '' };
		expect(InvitationForm.safeParse(whole).success).toBe(false);
		expect(InvitationForm.safeParse({ ...whole, teamId: crypto.randomUUID() }).success).toBe(true);
		expect(InvitationForm.parse({ ...whole, role: 'auditor', teamId: crypto.randomUUID() }).teamId).toBeUndefined();
		expect(InvitationForm.safeParse({ ...whole, role: 'auditor', name: 'X\nBcc: y' }).success).toBe(false);
	});
});
