import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { registerInvitationMail } from './invitation-mail.ts';
import { inviteAsSystem } from './invite-as-system.server.ts';

const { owner, app } = await aDatabase();
registerInvitationMail();

test('the first administrator of a new party is invited in the transaction of the secretariat, which goes on as before', async () => {
	const secretariat = await anOrganisation(owner);
	const organisationId = await anOrganisation(owner);
	const wish = {
		organisationId,
		organisationName: 'Commune de Sansnom',
		email: 'premiere@sansnom.example',
		name: 'Première Personne',
		language: 'fr',
		role: 'organisation_administrator',
	} as const;
	const [first, second, seen] = await actAs(app, { organisationId: secretariat, role: 'secretariat' }, async (tx) => [
		await inviteAsSystem(tx, wish),
		await inviteAsSystem(tx, wish),
		await tx.selectFrom('invitation').selectAll().execute(),
	]);
	expect(seen).toEqual([]);
	expect(second.invitationId).toBe(first.invitationId);
	expect(second.path).not.toBe(first.path);
	const acts = await owner
		.selectFrom('audit_entry')
		.select(['act', 'object'])
		.where('organisation_id', '=', organisationId)
		.execute();
	expect(acts).toEqual([1, 2].map(() => ({ act: 'person.invited', object: `invitation:${first.invitationId}` })));
});
