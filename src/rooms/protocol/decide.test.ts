import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation, getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { registerInvitationMail } from '#rooms/identity/invitation-mail.ts';
import { roles, type Role } from '#rooms/identity/roles.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { anAccession } from './accession.builder.ts';
import { access } from './access.ts';
import type { SecretariatMove } from './accession-decision.ts';
import { registerAccessionMails } from './accession-mail.ts';
import { attachAccessionDocument } from './attach-accession-document.server.ts';
import { endWithdrawnParties } from './end-withdrawn-parties.server.ts';
import { findAccessionByLink } from './find-accession-by-link.server.ts';
import { findAccessionDocument } from './find-accession-document.server.ts';
import { findAccession } from './find-accession.server.ts';
import { giveAccessionOpinion } from './give-accession-opinion.server.ts';
import { listAccessions } from './list-accessions.server.ts';
import { moveAccession } from './move-accession.server.ts';
import { recordPartyAct } from './record-party-act.server.ts';
import { remindOpinions } from './remind-opinions.server.ts';
import { takeDueAccessions } from './take-due-accessions.server.ts';

const { owner, app, admin } = await aDatabase();
registerAccessionMails();
registerInvitationMail();
beforeAll(() => openPlaces('reference'));

const today = readClock(new Date()).date;
const fwb = await getReferenceOrganisation(owner, 'fwb');
const verviers = await getReferenceOrganisation(owner, 'verviers');
const secretariat = (await aColleague(owner, { organisationId: fwb, role: 'secretariat' })).signedIn;

async function aPdf(): Promise<Uint8Array> {
	const document = await PDFDocument.create();
	document.addPage().drawText('Procès-verbal');
	return document.save();
}

async function move(id: string, form: SecretariatMove, person = secretariat) {
	const { version } = await owner
		.selectFrom('accession')
		.select('version')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return moveAccession(app, person, { ...form, accessionId: id, version });
}

/** What someone sees of a file; undefined where they see nothing. */
async function see(person: SignedIn, accessionId: string) {
	const view = await findAccession(app, person, { accessionId });
	return 'file' in view ? view : undefined;
}

async function stateOf(id: string) {
	return (await owner.selectFrom('accession').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
}

const mailsTo = async (to: string) => {
	const rows = await admin
		.selectFrom('outbox_mail')
		.select('kind')
		.where('recipient', '=', to)
		.orderBy('created_at')
		.execute();
	return rows.map(({ kind }) => kind.replace('protocol.accession_', ''));
};

const decision = { decidedOn: addDays(today, -1), minutesReference: 'CS 2026/02, point 4', reason: '' };

describe('from submission to effect', () => {
	test('the parties are asked, two answer, the committee decides, it is signed and takes effect with all that follows', async () => {
		const administrator = await aColleague(owner, { organisationId: verviers, role: 'organisation_administrator' });
		const link = await anAccession(owner, 'submitted');
		const { id } = link;
		expect(await see(administrator.signedIn, id)).toBeUndefined();
		expect(await move(id, { move: 'start_review', workingDays: 10 })).toEqual({ moved: true });
		const seen = await see(administrator.signedIn, id);
		expect(seen).toMatchObject({
			asked: [verviers],
			isSecretariat: false,
			file: { opinionsDueOn: addWorkingDays(today, 10) },
		});
		expect(seen?.opinions).toHaveLength(1);
		const opinion = {
			accessionId: id,
			organisationId: verviers,
			opinion: 'reserved' as const,
			reasons: 'À voir.',
			revision: 0,
		};
		expect(await giveAccessionOpinion(app, administrator.signedIn, opinion)).toEqual({ revision: 1 });
		// Whoever read it before the other gave it is told so; whoever read it after may change it.
		expect(await giveAccessionOpinion(app, administrator.signedIn, opinion)).toEqual({ refused: 'moved_on' });
		const changed = { ...opinion, opinion: 'favourable' as const, reasons: '', revision: 1 };
		expect(await giveAccessionOpinion(app, administrator.signedIn, changed)).toEqual({ revision: 2 });
		expect((await see(secretariat, id))?.opinions).toHaveLength(9);

		expect(await move(id, { move: 'put_on_agenda', meetingOn: today })).toEqual({ refused: 'before_opinions_end' });
		await owner
			.updateTable('accession')
			.set({ review_began_on: addDays(today, -9), opinions_due_on: addDays(today, -2) })
			.where('id', '=', id)
			.execute();
		expect(await move(id, { move: 'put_on_agenda', meetingOn: addDays(today, -1) })).toEqual({
			refused: 'before_today',
		});
		expect(await move(id, { move: 'put_on_agenda', meetingOn: today })).toEqual({ moved: true });
		expect(await giveAccessionOpinion(app, administrator.signedIn, { ...changed, revision: 2 })).toEqual({
			refused: 'closed',
		});
		expect(await move(id, { move: 'admit', ...decision, decidedOn: addDays(today, 1) })).toEqual({
			refused: 'in_future',
		});
		expect(await move(id, { move: 'admit', ...decision, decidedOn: addDays(today, -2) })).toEqual({
			refused: 'before_opinions_end',
		});
		expect(await move(id, { move: 'admit', ...decision })).toEqual({ moved: true });
		expect(await move(id, { move: 'sign', signedOn: today })).toEqual({ refused: 'no_document' });
		const document = { accessionId: id, which: 'signature' as const, name: 'adhésion.pdf', bytes: await aPdf() };
		const kept = await attachAccessionDocument(app, secretariat, document);
		if ('refused' in kept) throw new Error(kept.refused);
		expect(await move(id, { move: 'sign', signedOn: addDays(today, -2) })).toEqual({ refused: 'before_decision' });
		expect(await move(id, { move: 'sign', signedOn: today })).toEqual({ moved: true });
		expect(await move(id, { move: 'plan_effect', effectiveOn: addDays(today, -1) })).toEqual({
			refused: 'before_signature',
		});
		expect(await move(id, { move: 'plan_effect', effectiveOn: addDays(today, 3) })).toEqual({ moved: true });
		expect(await stateOf(id)).toBe('signed');
		expect(await move(id, { move: 'plan_effect', effectiveOn: today })).toEqual({ moved: true });
		expect(await stateOf(id)).toBe('effective');

		const { candidate_organisation_id: organisationId } = await owner
			.selectFrom('accession')
			.select('candidate_organisation_id')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		const party = await owner
			.selectFrom('party')
			.selectAll()
			.where('organisation_id', '=', organisationId ?? '')
			.executeTakeFirstOrThrow();
		expect(party).toMatchObject({
			kind: 'other',
			origin_key: 'commune-de-sansnom',
			competences_fr: expect.stringContaining('Prévention'),
		});
		const acts = await owner
			.selectFrom('party_act')
			.select(['kind', 'on'])
			.where('party_id', '=', party.id)
			.orderBy('recorded_at')
			.orderBy('on')
			.execute();
		expect(new Set(acts.map(({ kind }) => kind))).toEqual(
			new Set(['approved_by_competent_body', 'acceded', 'effective']),
		);
		const parts = await owner
			.selectFrom('participation')
			.select(['domain', 'from'])
			.where('party_id', '=', party.id)
			.execute();
		expect(parts).toEqual(
			expect.arrayContaining([
				{ domain: 'communication', from: today },
				{ domain: 'expertise', from: today },
			]),
		);
		const invitation = await owner
			.selectFrom('invitation')
			.select(['role', 'email'])
			.where('organisation_id', '=', organisationId ?? '')
			.execute();
		expect(invitation).toEqual([{ role: 'organisation_administrator', email: link.email }]);
		expect(await mailsTo(link.email)).toEqual(expect.arrayContaining(['decided', 'effective', 'identity.invitation']));
		const chained = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('organisation_id', '=', fwb)
			.where('object', '=', `accession:${id}`)
			.orderBy('number')
			.execute();
		expect(chained.map(({ act }) => act.replace('accession.', ''))).toEqual([
			'review_begun',
			'scheduled',
			'decided',
			'signed',
			'effect_planned',
			'effect_planned',
			'effective',
		]);
		const own = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('organisation_id', '=', verviers)
			.where('object', '=', `accession:${id}`)
			.execute();
		expect(own).toHaveLength(2);
		// The timeline of whoever applied tells the same.
		expect((await findAccessionByLink(app, link))?.moves.at(-1)).toMatchObject({
			move: 'take_effect',
			madeBy: 'system',
		});
		// Nothing happens twice, whoever comes.
		expect(await takeDueAccessions(app, today)).toBe(0);
		expect(await move(id, { move: 'plan_effect', effectiveOn: today })).toEqual({ refused: 'moved_on' });
	});

	test('a day that lies ahead comes by itself, once, however many jobs there are', async () => {
		const { id, email } = await anAccession(owner, 'signed', { effective_on: today });
		const taken = await Promise.all([
			takeDueAccessions(app, today),
			takeDueAccessions(app, today),
			takeDueAccessions(app, today),
		]);
		expect(taken.reduce((sum, each) => sum + each)).toBe(1);
		expect(await stateOf(id)).toBe('effective');
		expect((await mailsTo(email)).filter((kind) => kind === 'effective')).toHaveLength(1);
		expect(await takeDueAccessions(app, addDays(today, 1))).toBe(0);
	});

	test('a file that is incomplete goes back with a question and comes again', async () => {
		const link = await anAccession(owner, 'submitted');
		expect(await move(link.id, { move: 'ask_back', question: 'Quelle commission ?' })).toEqual({ moved: true });
		expect((await findAccessionByLink(app, link))?.file).toMatchObject({
			state: 'draft',
			question: 'Quelle commission ?',
		});
		expect(await mailsTo(link.email)).toEqual(['question']);
		expect((await see(secretariat, link.id))?.file.state).toBe('draft');
	});

	test('what was put off comes back to the agenda', async () => {
		const { id } = await anAccession(owner, 'on_agenda');
		expect(await move(id, { move: 'defer', ...decision })).toEqual({ moved: true });
		expect(await move(id, { move: 'put_on_agenda', meetingOn: addDays(today, 30) })).toEqual({ moved: true });
		expect(await stateOf(id)).toBe('on_agenda');
	});
});

describe('two administrators at once', () => {
	test('the second decision is refused: the file has moved on', async () => {
		const { id } = await anAccession(owner, 'on_agenda');
		const other = (await aColleague(owner, { organisationId: fwb, role: 'secretariat' })).signedIn;
		const results = await Promise.all([
			move(id, { move: 'admit', ...decision }),
			move(id, { move: 'decline', ...decision, reason: 'Hors des compétences.' }, other),
		]);
		expect(results).toEqual(expect.arrayContaining([{ moved: true }, { refused: 'moved_on' }]));
		const moves = await owner.selectFrom('accession_move').select('move').where('accession_id', '=', id).execute();
		expect(moves).toHaveLength(1);
	});

	test('whoever withdraws while the committee decides, one of them is first', async () => {
		const link = await anAccession(owner, 'on_agenda');
		const { withdrawAccession } = await import('./withdraw-accession.server.ts');
		const [decided, withdrawn] = await Promise.all([
			move(link.id, { move: 'decline', ...decision, reason: 'Non.' }),
			withdrawAccession(app, link),
		]);
		expect(
			[JSON.stringify(decided), JSON.stringify(withdrawn)].filter((text) => text.includes('refused')),
		).toHaveLength(1);
	});
});

describe('nobody judges their own case', () => {
	test('whoever works for the entity that applies reads, and neither decides nor gives an opinion', async () => {
		const candidate = await anOrganisation(owner, 'Commune candidate');
		const { signedIn } = await aColleague(owner, { organisationId: candidate, role: 'auditor' });
		const inTwo = {
			...signedIn,
			grants: [
				...signedIn.grants,
				...secretariat.grants,
				...(await aColleague(owner, { organisationId: verviers, role: 'committee_member' })).signedIn.grants,
			],
		};
		const { id } = await anAccession(owner, 'submitted', { candidate_organisation_id: candidate });
		expect(await move(id, { move: 'start_review', workingDays: 10 }, inTwo)).toEqual({ refused: 'own_case' });
		expect(await move(id, { move: 'start_review', workingDays: 10 })).toEqual({ moved: true });
		const opinion = {
			accessionId: id,
			organisationId: verviers,
			opinion: 'favourable' as const,
			reasons: '',
			revision: 0,
		};
		expect(await giveAccessionOpinion(app, inTwo, opinion)).toEqual({ refused: 'own_case' });
		expect(await see(inTwo, id)).toMatchObject({ isOwnCase: true });
		const document = { accessionId: id, which: 'decision' as const, name: 'pv.pdf', bytes: await aPdf() };
		expect(await attachAccessionDocument(app, inTwo, document)).toEqual({ refused: 'own_case' });
	});

	test('and the database lets them not, whatever the verb says', async () => {
		const candidate = await anOrganisation(owner, 'Commune candidate');
		const { signedIn } = await aColleague(owner, { organisationId: candidate, role: 'auditor' });
		const { id } = await anAccession(owner, 'submitted', { candidate_organisation_id: candidate });
		const as = { organisationId: fwb, personId: signedIn.personId, role: 'secretariat' };
		const changed = await actAs(app, as, (tx) =>
			tx.updateTable('accession').set({ question: 'x' }).where('id', '=', id).executeTakeFirst(),
		);
		expect(changed.numUpdatedRows).toBe(0n);
	});

	test('an organisation that applies again is not asked about itself', async () => {
		const { id } = await anAccession(owner, 'submitted', { candidate_organisation_id: verviers });
		await move(id, { move: 'start_review', workingDays: 10 });
		const asked = await owner
			.selectFrom('accession_opinion')
			.select('organisation_id')
			.where('accession_id', '=', id)
			.execute();
		expect(asked.map(({ organisation_id }) => organisation_id)).not.toContain(verviers);
	});
});

test.each(roles)('%s reads and does what access says, and nothing else', async (role: Role) => {
	const { signedIn } = await aColleague(owner, { organisationId: role === 'secretariat' ? fwb : verviers, role });
	const { id } = await anAccession(owner, 'submitted');
	await move(id, { move: 'start_review', workingDays: 10 });
	const mayRead = (access.findAccession as readonly Role[]).includes(role);
	expect('accessions' in (await listAccessions(app, signedIn, { state: undefined, page: 1 }))).toBe(mayRead);
	expect((await see(signedIn, id)) !== undefined).toBe(mayRead);
	const { approval_document_id: documentId } = await owner
		.selectFrom('accession')
		.select('approval_document_id')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const document = await findAccessionDocument(app, signedIn, { accessionId: id, documentId: documentId ?? '' });
	expect('bytes' in document).toBe(mayRead);
	const opinion = {
		accessionId: id,
		organisationId: verviers,
		opinion: 'favourable' as const,
		reasons: '',
		revision: 0,
	};
	const given = await giveAccessionOpinion(app, signedIn, opinion);
	expect('revision' in given).toBe((access.giveAccessionOpinion as readonly Role[]).includes(role));
	const moved = await move(id, { move: 'put_on_agenda', meetingOn: addDays(today, 90) }, signedIn);
	expect(moved).toEqual(
		(access.moveAccession as readonly Role[]).includes(role) ? { moved: true } : { refused: 'unknown' },
	);
	const attached = await attachAccessionDocument(app, signedIn, {
		accessionId: id,
		which: 'decision',
		name: 'pv.pdf',
		bytes: await aPdf(),
	});
	expect('documentId' in attached).toBe((access.attachAccessionDocument as readonly Role[]).includes(role));
});

test('an organisation that is no party reads no file, and a party none that it was not asked about', async () => {
	const stranger = await aColleague(owner, {
		organisationId: await anOrganisation(owner),
		role: 'organisation_administrator',
	});
	const { id } = await anAccession(owner, 'submitted');
	await move(id, { move: 'start_review', workingDays: 10 });
	expect(await see(stranger.signedIn, id)).toBeUndefined();
	expect(await listAccessions(app, stranger.signedIn, { state: undefined, page: 1 })).toEqual({
		accessions: [],
		hasNext: false,
	});
	const opinion = {
		accessionId: id,
		organisationId: stranger.organisationId,
		opinion: 'favourable' as const,
		reasons: '',
		revision: 0,
	};
	expect(await giveAccessionOpinion(app, stranger.signedIn, opinion)).toEqual({ refused: 'unknown' });
	const administrator = await aColleague(owner, { organisationId: verviers, role: 'organisation_administrator' });
	const draft = await anAccession(owner, 'draft');
	expect(await see(secretariat, draft.id)).toBeUndefined();
	expect(await see(administrator.signedIn, draft.id)).toBeUndefined();
	expect(await see(administrator.signedIn, (await anAccession(owner, 'submitted')).id)).toBeUndefined();
});

test('parties that have not answered are reminded once, before the delay ends', async () => {
	const liege = await getReferenceOrganisation(owner, 'liege');
	const { signedIn } = await aColleague(owner, { organisationId: liege, role: 'organisation_administrator' });
	const { email } = await owner
		.selectFrom('staff_member')
		.select('email')
		.where('id', '=', signedIn.personId)
		.executeTakeFirstOrThrow();
	const { id } = await anAccession(owner, 'submitted');
	await move(id, { move: 'start_review', workingDays: 5 });
	const reminders = async () => (await mailsTo(email ?? '')).filter((kind) => kind === 'opinion_reminder').length;
	await remindOpinions(app, today);
	expect(await reminders()).toBe(0);
	await remindOpinions(app, addWorkingDays(today, 2));
	await remindOpinions(app, addWorkingDays(today, 2));
	expect(await reminders()).toBe(1);
});

test('when a party leaves, its seats and open invitations end on that day, and everything else stays', async () => {
	const namur = await getReferenceOrganisation(owner, 'namur');
	const member = await aColleague(owner, { organisationId: namur, role: 'committee_member' });
	const auditor = await aColleague(owner, { organisationId: namur, role: 'auditor' });
	await owner
		.insertInto('invitation')
		.values({
			organisation_id: namur,
			role: 'auditor',
			name: 'X',
			email: 'x@namur.example',
			language: 'fr',
			secret_hash: Buffer.alloc(32),
			expires_at: '2099-01-01T00:00:00Z',
		})
		.execute();
	const { id: partyId } = await owner
		.selectFrom('party')
		.select('id')
		.where('organisation_id', '=', namur)
		.executeTakeFirstOrThrow();
	const current = () =>
		owner
			.selectFrom('role_grant')
			.select('person_id')
			.where('organisation_id', '=', namur)
			.where('withdrawn_at', 'is', null)
			.execute();
	const actor = { organisationId: fwb, personId: secretariat.personId, role: 'secretariat' as const };
	const act = await actAs(app, actor, (tx) =>
		recordPartyAct(tx, actor, { partyId, kind: 'withdrawn', on: addDays(today, 5) }),
	);
	expect(act).toHaveProperty('actId');
	await endWithdrawnParties(app, today);
	expect(await current()).toHaveLength(2);
	await endWithdrawnParties(app, addDays(today, 5));
	await endWithdrawnParties(app, addDays(today, 6));
	expect(await current()).toEqual([{ person_id: auditor.signedIn.personId }]);
	expect(member.organisationId).toBe(namur);
	const open = await owner
		.selectFrom('invitation')
		.select('id')
		.where('organisation_id', '=', namur)
		.where('revoked_at', 'is', null)
		.execute();
	expect(open).toEqual([]);
	const acts = await owner.selectFrom('audit_entry').select('act').where('organisation_id', '=', namur).execute();
	expect(acts.map((entry) => entry.act)).toEqual(['invitation.revoked', 'role.withdrawn']);
});

test('a withdrawal of today ends seats at once', async () => {
	const charleroi = await getReferenceOrganisation(owner, 'charleroi');
	await aColleague(owner, { organisationId: charleroi, role: 'committee_member' });
	const { id: partyId } = await owner
		.selectFrom('party')
		.select('id')
		.where('organisation_id', '=', charleroi)
		.executeTakeFirstOrThrow();
	const actor = { organisationId: fwb, personId: secretariat.personId, role: 'secretariat' as const };
	await actAs(app, actor, (tx) => recordPartyAct(tx, actor, { partyId, kind: 'withdrawn', on: today }));
	const current = await owner
		.selectFrom('role_grant')
		.select('id')
		.where('organisation_id', '=', charleroi)
		.where('role', '=', 'committee_member')
		.where('withdrawn_at', 'is', null)
		.execute();
	expect(current).toEqual([]);
});
