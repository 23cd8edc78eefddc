import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { anAccession, anEnterpriseNumber } from './accession.builder.ts';
import { AboutForm } from './accession-form.ts';
import { registerAccessionMails } from './accession-mail.ts';
import { accessionMoves, accessionStates } from './accession.ts';
import { attachApproval } from './attach-approval.server.ts';
import { beginAccession } from './begin-accession.server.ts';
import { confirmAccessionEmail } from './confirm-accession-email.server.ts';
import { eraseStaleDrafts } from './erase-stale-drafts.server.ts';
import { findAccessionByLink } from './find-accession-by-link.server.ts';
import { mailAccessionLink } from './mail-accession-link.server.ts';
import { saveAccessionStep } from './save-accession-step.server.ts';
import { sendAccession } from './send-accession.server.ts';
import { withdrawAccession } from './withdraw-accession.server.ts';

const { owner, app, admin } = await aDatabase();
const { date: today } = readClock(new Date());
registerAccessionMails();
beforeAll(() => openPlaces('reference'));

const whom = (more: Record<string, string> = {}) =>
	AboutForm.parse({
		nameFr: 'Commune de Sansnom',
		enterpriseNumber: anEnterpriseNumber(),
		kind: 'municipality',
		contactFunction: 'Direction générale',
		contactEmail: `${Math.random()}@sansnom.example`,
		...more,
	});

async function aPdf(): Promise<Uint8Array> {
	const document = await PDFDocument.create();
	document.addPage().drawText('Décision');
	return document.save();
}

/** The link of the last mail of this kind to this address. */
async function lastLink(to: string, kind: string) {
	const { data } = await admin
		.selectFrom('outbox_mail')
		.select('data')
		.where('recipient', '=', to)
		.where('kind', '=', `protocol.accession_${kind}`)
		.orderBy('created_at', 'desc')
		.executeTakeFirstOrThrow();
	const text = JSON.stringify(data);
	const [, id = '', secret = ''] = /f=([0-9a-f-]{36})[.]([\w-]{43})/.exec(text) ?? [];
	return { id, secret };
}

async function chain(act: string, id: string) {
	return owner
		.selectFrom('audit_entry')
		.select('act')
		.where('act', '=', act)
		.where('object', '=', `accession:${id}`)
		.execute();
}

test('a commune applies: draft, steps, document, sent, address confirmed, submitted, on the chain of the secretariat', async () => {
	const form = whom();
	const begun = await beginAccession(app, form, 'fr');
	if ('refused' in begun) throw new Error(begun.refused);
	const { link } = begun;
	expect(await sendAccession(app, link)).toEqual({ refused: 'incomplete' });
	await saveAccessionStep(app, link, { step: 'territory', areaCodes: ['63020'] });
	const competences = { competences: 'Prévention.', domains: ['expertise' as const] };
	await saveAccessionStep(app, link, { step: 'competences', form: competences });
	const approval = { approvedBy: 'Conseil communal', approvedOn: '2026-10-05' };
	expect(await saveAccessionStep(app, link, { step: 'approval', form: approval })).toEqual({ saved: true });
	expect(await attachApproval(app, link, { name: 'x.pdf', bytes: Buffer.from('no pdf') })).toEqual({
		refused: 'not_pdf',
	});
	const first = await attachApproval(app, link, { name: 'un.pdf', bytes: await aPdf() });
	const second = await attachApproval(app, link, { name: 'deux.pdf', bytes: await aPdf() });
	if ('refused' in first || 'refused' in second) throw new Error('the document was refused');
	// What was replaced does not stay.
	expect(await owner.selectFrom('protocol_document').select('id').where('id', '=', first.documentId).execute()).toEqual(
		[],
	);
	expect(await sendAccession(app, link)).toEqual({ sent: 'to_confirm' });
	expect((await findAccessionByLink(app, link))?.file.state).toBe('draft');
	const confirm = await lastLink(form.contactEmail, 'confirm');
	expect(await confirmAccessionEmail(app, link)).toEqual({ refused: 'unknown' });
	expect(await confirmAccessionEmail(app, confirm)).toEqual({ confirmed: 'submitted' });
	expect(await confirmAccessionEmail(app, confirm)).toEqual({ confirmed: 'submitted' });
	const seen = await findAccessionByLink(app, link);
	expect(seen?.moves.map(({ move, madeBy }) => [move, madeBy])).toEqual([['submit', 'applicant']]);
	expect(await chain('accession.submitted', link.id)).toHaveLength(1);
	expect(await lastLink(form.contactEmail, 'received')).toMatchObject({ id: link.id });
	expect(await saveAccessionStep(app, link, { step: 'approval', form: approval })).toEqual({ refused: 'closed' });
	expect(await attachApproval(app, link, { name: 'un.pdf', bytes: await aPdf() })).toEqual({ refused: 'closed' });
	expect(await sendAccession(app, link)).toEqual({ refused: 'closed' });
});

test('a file that was changed after it was sent is not submitted by confirming the address', async () => {
	const link = await anAccession(owner, 'draft');
	await sendAccession(app, link);
	await saveAccessionStep(app, link, { step: 'territory', areaCodes: ['63020', '63023'] });
	expect(await confirmAccessionEmail(app, await lastLink(link.email, 'confirm'))).toEqual({ confirmed: 'address' });
	expect(await sendAccession(app, link)).toEqual({ sent: 'submitted' });
});

test('an address that changed has to be confirmed itself', async () => {
	const link = await anAccession(owner, 'draft');
	await sendAccession(app, link);
	const old = await lastLink(link.email, 'confirm');
	await saveAccessionStep(app, link, { step: 'about', form: whom() });
	expect(await confirmAccessionEmail(app, old)).toEqual({ refused: 'other_address' });
	expect(await sendAccession(app, link)).toEqual({ sent: 'to_confirm' });
});

describe('a link', () => {
	test('with another secret, to another file, or too old opens nothing', async () => {
		const [one, other] = [await anAccession(owner, 'submitted'), await anAccession(owner, 'submitted')];
		const wrong = [
			{ id: one.id, secret: other.secret },
			{ id: other.id, secret: one.secret },
			{ id: one.id, secret: 'a'.repeat(43) },
		];
		for (const link of wrong) {
			expect(await findAccessionByLink(app, link)).toBeUndefined();
			expect(await withdrawAccession(app, link)).toEqual({ refused: 'unknown' });
			expect(await sendAccession(app, link)).toEqual({ refused: 'unknown' });
			expect(await saveAccessionStep(app, link, { step: 'territory', areaCodes: [] })).toEqual({ refused: 'unknown' });
			expect(await attachApproval(app, link, { name: 'x.pdf', bytes: await aPdf() })).toEqual({ refused: 'unknown' });
		}
		await owner
			.updateTable('accession_link')
			.set({ made_at: '2025-01-01T00:00:00Z', expires_at: '2025-07-01T00:00:00Z' })
			.where('accession_id', '=', one.id)
			.execute();
		expect(await findAccessionByLink(app, one)).toBeUndefined();
	});

	test('that was lost is mailed anew, to the address of the file and nowhere else', async () => {
		const link = await anAccession(owner, 'submitted');
		await mailAccessionLink(app, { email: 'someone@else.example', enterpriseNumber: link.number });
		await mailAccessionLink(app, { email: link.email.toUpperCase(), enterpriseNumber: anEnterpriseNumber() });
		const mails = () =>
			admin
				.selectFrom('outbox_mail')
				.select('recipient')
				.where('recipient', 'in', [link.email, 'someone@else.example'])
				.execute();
		expect(await mails()).toEqual([]);
		await mailAccessionLink(app, { email: link.email.toUpperCase(), enterpriseNumber: link.number });
		expect(await mails()).toEqual([{ recipient: link.email }]);
		expect((await findAccessionByLink(app, await lastLink(link.email, 'begun')))?.file.id).toBe(link.id);
	});

	test('cannot be read by anyone, and opens one file alone', async () => {
		const link = await anAccession(owner, 'submitted');
		await anAccession(owner, 'submitted');
		const settings = [{}, { role: 'secretariat' }, { role: 'system' }, { role: 'organisation_administrator' }];
		for (const as of settings) {
			await expect(actAs(app, as, (tx) => tx.selectFrom('accession_link').selectAll().execute())).rejects.toThrow(
				/permission denied/,
			);
		}
		expect(await app.selectFrom('accession').selectAll().execute()).toEqual([]);
		expect((await findAccessionByLink(app, link))?.file.id).toBe(link.id);
	});
});

test.each(accessionStates)('whoever applied withdraws from %s as the protocol says', async (state) => {
	const effect = {
		effective_on: today,
		candidate_organisation_id: await getReferenceOrganisation(owner, 'fwb'),
	};
	const link = await anAccession(owner, state, state === 'effective' ? effect : {});
	const may = accessionMoves.withdraw.from.some((each) => each === state);
	expect(await withdrawAccession(app, link)).toEqual(may ? { withdrawn: true } : { refused: 'closed' });
	expect(await chain('accession.withdrawn', link.id)).toHaveLength(may && state !== 'draft' ? 1 : 0);
});

test.each(accessionStates.flatMap((from) => accessionStates.map((to) => [from, to] as const)))(
	'the database lets a file go from %s to %s exactly if the protocol does',
	async (from, to) => {
		const effect = {
			effective_on: today,
			candidate_organisation_id: await getReferenceOrganisation(owner, 'fwb'),
		};
		const { id } = await anAccession(owner, from, from === 'effective' ? effect : {});
		const isMove = Object.values(accessionMoves).some(
			(move) => move.from.some((each) => each === from) && move.to === to,
		);
		const version = accessionStates.indexOf(from) + 1;
		const result = await owner
			.updateTable('accession')
			.set({ state: to, version })
			.where('id', '=', id)
			.execute()
			.then(
				() => 'moved',
				(error: Error) => (error.message.startsWith('accession: no move') ? 'refused' : 'incomplete'),
			);
		if (from === to) return;
		expect(result === 'refused').toBe(!isMove);
	},
);

test('an entity that is a party already is told so and cannot send', async () => {
	const link = await anAccession(owner, 'draft', { kind: 'municipality', area_codes: ['63079'] });
	expect((await findAccessionByLink(app, link))?.isParty).toBe(true);
	expect(await sendAccession(app, link)).toEqual({ refused: 'already_party' });
	const neighbour = await anAccession(owner, 'draft', { kind: 'municipality', area_codes: ['63020'] });
	expect((await findAccessionByLink(app, neighbour))?.isParty).toBe(false);
});

test('the sixth draft of a day for one address is refused: each one mails it', async () => {
	const contactEmail = 'beaucoup@sansnom.example';
	const results: boolean[] = [];
	for (let draft = 0; draft < 6; draft++)
		results.push('link' in (await beginAccession(app, whom({ contactEmail }), 'fr')));
	expect(results).toEqual([true, true, true, true, true, false]);
});

test('drafts that nobody came back to are erased with their document; what was submitted stays', async () => {
	const old = { saved_at: new Date(Date.now() - 91 * 86_400_000).toISOString() };
	const forgotten = await anAccession(owner, 'draft', old);
	const recent = await anAccession(owner, 'draft');
	const submitted = await anAccession(owner, 'submitted', old);
	const { approval_document_id: document } = await owner
		.selectFrom('accession')
		.select('approval_document_id')
		.where('id', '=', forgotten.id)
		.executeTakeFirstOrThrow();
	expect(await eraseStaleDrafts(app)).toBe(1);
	expect(await findAccessionByLink(app, forgotten)).toBeUndefined();
	expect(
		await owner
			.selectFrom('protocol_document')
			.select('id')
			.where('id', '=', document ?? '')
			.execute(),
	).toEqual([]);
	expect(await findAccessionByLink(app, recent)).toBeDefined();
	expect(await findAccessionByLink(app, submitted)).toBeDefined();
});

test('a year after a file is closed its address is erased, and the rest stays', async () => {
	const old = { saved_at: new Date(Date.now() - 366 * 86_400_000).toISOString() };
	const [closed, open] = [await anAccession(owner, 'declined', old), await anAccession(owner, 'under_review', old)];
	await eraseStaleDrafts(app);
	expect((await findAccessionByLink(app, closed))?.file).toMatchObject({ contactEmail: null, state: 'declined' });
	expect((await findAccessionByLink(app, open))?.file.contactEmail).toBe(open.email);
});

test('what is judged no longer changes', async () => {
	const { id } = await anAccession(owner, 'under_review');
	const change = owner.updateTable('accession').set({ competences: 'Tout.' }).where('id', '=', id).execute();
	await expect(change).rejects.toThrow('no longer changes');
});
