import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';
import { acceptMerge } from './accept-merge.server.ts';
import { compareServices } from './compare-services.server.ts';
import { createService } from './create-service.server.ts';
import { declineMerge } from './decline-merge.server.ts';
import { dismissPair } from './dismiss-pair.server.ts';
import { editService } from './edit-service.server.ts';
import { findHsdsDocument } from './find-hsds-document.server.ts';
import { findMergeProposal } from './find-merge-proposal.server.ts';
import { findOwnService } from './find-own-service.server.ts';
import { findSuccessor } from './find-successor.server.ts';
import { listDuplicates } from './list-duplicates.server.ts';
import { listHsdsDocuments } from './list-hsds-documents.server.ts';
import { listMergeProposals } from './list-merge-proposals.server.ts';
import { mergeServices } from './merge-services.server.ts';
import { choices, type Choices, listDifferences, mergeRecords } from './merging.ts';
import { aFullRecord, makeAnyRecord } from './private/a-record.ts';
import { registerProposalMail } from './proposal-mail.ts';
import { projectOrganisation } from './project-organisation.builder.ts';
import { proposeMerge } from './propose-merge.server.ts';
import { readHsdsQuestion } from './hsds-question.ts';
import { restoreService } from './restore-service.server.ts';
import type { Edit } from './service-changes.ts';
import { settleOldProposals } from './settle-old-proposals.server.ts';
import { withdrawMerge } from './withdraw-merge.server.ts';

const { owner, app, admin: allMail, urls } = await aDatabase();
const pool = openPool(urls.public, { max: 2, applicationName: 'test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const today = readClock(new Date()).date;
const unknown = { refused: 'unknown' };
interface Partner {
	organisationId: string;
	admin: Colleague;
}
let here: Partner;
let there: Partner;

async function aPartner(name: string): Promise<Partner> {
	const organisationId = await anOrganisation(owner, name);
	return {
		organisationId,
		admin: await aColleague(owner, { organisationId, role: 'organisation_administrator', name: `Admin ${name}` }),
	};
}

beforeAll(async () => {
	registerProposalMail();
	[here, there] = [await aPartner('Ville'), await aPartner('Province')];
});
// Each test begins with an empty directory: others' services would be proposed as well.
beforeEach(async () => {
	await sql`delete from hsds_document where kind in ('service', 'service_at_location')`.execute(owner);
	await sql`delete from service`.execute(owner);
});

type Said = {
	name: string;
	phone?: string | null;
	email?: string | null;
	coverage?: string[];
	confirmedOn?: string;
} & Record<string, unknown>;

/** A service as it stands in the directory; published unless it is said to be a draft. */
async function aService({ organisationId, admin }: Partner, said: Said, state: 'published' | 'draft' = 'published') {
	const { name, confirmedOn = today, ...fields } = said;
	const made = await createService(app, admin.signedIn, { organisationId, name, mainLanguage: 'fr' });
	const serviceId = 'serviceId' in made ? made.serviceId : '';
	const own = { organisationId, serviceId };
	const plain = {
		...aFullRecord,
		phone: null,
		email: null,
		url: 'https://une.test/',
		street: null,
		postalCode: null,
		texts: undefined,
		...fields,
	};
	const { texts: _, ...rest } = plain;
	const done = await edit({ organisationId, admin }, serviceId, {
		fields: rest,
		texts: { fr: { description: `Ce que fait ${name}.` } },
	});
	if ('refused' in done) throw new Error(JSON.stringify(done));
	if (state === 'published') {
		await sql`update service set state = 'published', confirmed_on = ${confirmedOn} where id = ${serviceId}`.execute(
			owner,
		);
		await actAs(app, { organisationId }, (tx) => projectOrganisation(tx, organisationId));
	}
	return own;
}

async function edit({ organisationId, admin }: Partner, serviceId: string, change: Edit) {
	const own = { organisationId, serviceId };
	const version = await versionOf(admin, own);
	return editService(app, admin.signedIn, { ...own, section: 'identity', version, edit: change, stillRight: [] });
}

async function versionOf(admin: Colleague, own: { organisationId: string; serviceId: string }) {
	const found = await findOwnService(app, admin.signedIn, own);
	return 'service' in found ? found.service.version : 0;
}

async function listFound({ organisationId, admin }: Partner, serviceId?: string) {
	const wish = { organisationId, page: 1, ...(serviceId === undefined ? {} : { serviceId }) };
	const found = await listDuplicates(app, admin.signedIn, wish);
	return 'pairs' in found
		? found.pairs.map(({ own, other, likenesses }) => ({ own: own.id, other: other.id, likenesses }))
		: [];
}

async function merge(surviving: { serviceId: string }, ceasing: { serviceId: string }, chosen: Choices = {}) {
	const { organisationId, admin } = here;
	return mergeServices(app, admin.signedIn, {
		organisationId,
		surviving: {
			id: surviving.serviceId,
			version: await versionOf(admin, { organisationId, serviceId: surviving.serviceId }),
		},
		ceasing: {
			id: ceasing.serviceId,
			version: await versionOf(admin, { organisationId, serviceId: ceasing.serviceId }),
		},
		chosen,
	});
}

async function readFeed({ serviceId }: { serviceId: string }): Promise<Record<string, unknown> | undefined> {
	const found = await findHsdsDocument(reader, 'services', { id: serviceId, withServices: false, known: undefined });
	return found && 'body' in found ? JSON.parse(found.body) : undefined;
}

describe('two entries are proposed as one', () => {
	test('of two organisations: by a name and a commune in common, whatever accents, case, order and small words', async () => {
		const one = await aService(here, { name: 'Le Relais de l’Élan', coverage: ['63079'] });
		const other = await aService(there, { name: 'ELAN (relais)', url: 'https://deux.test/', coverage: ['63000'] });
		await aService(there, { name: 'Relais Élans', url: 'https://trois.test/', coverage: ['21004'] });
		await aService(await aPartner('Loin'), { name: 'Relais Élan', url: 'https://quatre.test/', coverage: ['21004'] });
		const pair = { own: one.serviceId, other: other.serviceId, likenesses: ['same_name', 'shared_area'] };
		expect(await listFound(here)).toEqual([pair]);
		expect(await listFound(there)).toEqual([{ ...pair, own: other.serviceId, other: one.serviceId }]);
	});

	test('by nearly the same name: one word of three is another, or one too many', async () => {
		const one = await aService(here, { name: 'Maison jeunes Vesdre', url: 'https://a.test/' });
		await aService(there, { name: 'Maison jeunes Vesdres', url: 'https://b.test/' });
		await aService(there, { name: 'Maison jeunes', url: 'https://c.test/' });
		await aService(there, { name: 'Maison', url: 'https://d.test/' });
		const found = await listFound(here, one.serviceId);
		expect(found.map(({ likenesses }) => likenesses)).toEqual([
			['near_name', 'shared_area'],
			['near_name', 'shared_area'],
		]);
	});

	test('of two organisations by a number, an e-mail address, an address in the street, or a site and a commune', async () => {
		const street = { street: 'rue du Palais, 1', postalCode: '4800' };
		await aService(here, {
			name: 'Alpha',
			phone: '+3287123456',
			email: 'x@relais.test',
			url: 'https://www.relais.test/a/',
			...street,
		});
		await aService(there, { name: 'Bravo', phone: '+3287123456', url: 'https://b.test/' });
		await aService(there, { name: 'Charlie', email: 'X@relais.test', url: 'https://c.test/' });
		await aService(there, { name: 'Delta', url: 'http://relais.test/a' });
		await aService(there, { name: 'Echo', url: 'https://e.test/', street: 'Rue du Palais 1', postalCode: '4800' });
		await aService(there, { name: 'Foxtrot', url: 'http://relais.test/a', coverage: ['21004'] });
		const words = (await listFound(here)).map(({ likenesses }) => likenesses[0]);
		expect(new Set(words)).toEqual(new Set(['same_email', 'same_phone', 'same_street', 'same_url']));
	});

	test('by the enterprise number of two organisations that are one, and a name', async () => {
		const [one, two] = [await aPartner('Une'), await aPartner('La même')];
		await sql`update organisation set enterprise_number = '0123456749' where id in (${one.organisationId}, ${two.organisationId})`.execute(
			owner,
		);
		await aService(one, { name: 'Alpha', coverage: ['63079'] });
		await aService(two, { name: 'Alpha', url: 'https://b.test/', coverage: ['21004'] });
		expect((await listFound(one)).map(({ likenesses }) => likenesses)).toEqual([['same_name', 'same_number']]);
	});

	test('within an organisation not by the switchboard, but by a name, or in another language', async () => {
		const phone = '+3287000000';
		await aService(here, { name: 'Alpha', phone, url: 'https://a.test/' });
		await aService(here, { name: 'Bravo', phone, url: 'https://b.test/' });
		expect(await listFound(here)).toEqual([]);
		await aService(here, { name: 'Alpha', url: 'https://c.test/', coverage: ['21004'] }, 'draft');
		expect((await listFound(here)).map(({ likenesses }) => likenesses)).toEqual([['same_name']]);
		await sql`update service set main_language = 'nl' where url = 'https://b.test/'`.execute(owner);
		expect(await listFound(here)).toHaveLength(2);
	});

	test('another’s draft, the archived and the imaginary beside the real are never proposed', async () => {
		const one = await aService(here, { name: 'Alpha' });
		const draft = await aService(there, { name: 'Alpha' }, 'draft');
		const archived = await aService(here, { name: 'Alpha' });
		await sql`update service set state = 'archived' where id = ${archived.serviceId}`.execute(owner);
		await aService(there, { name: 'Alpha', url: null, phone: '+3287000123', coverage: ['63079'] });
		await sql`update service set imaginary = true, email = null where phone = '+3287000123'`.execute(owner);
		expect(await listFound(here)).toEqual([]);
		const pair = { organisationId: here.organisationId, serviceId: one.serviceId, otherId: draft.serviceId };
		expect(await compareServices(app, here.admin.signedIn, pair)).toEqual(unknown);
		expect(await dismissPair(app, here.admin.signedIn, pair)).toEqual(unknown);
	});

	test('the database itself does not tell that another’s draft exists', async () => {
		const one = await aService(here, { name: 'Alpha' });
		const draft = await aService(there, { name: 'Alpha' }, 'draft');
		const acting = {
			organisationId: here.organisationId,
			personId: here.admin.signedIn.personId,
			role: 'organisation_administrator',
		};
		for (const otherId of [draft.serviceId, 'ffffffff-ffff-4fff-bfff-ffffffffffff']) {
			const [first, second] = [
				{ of: here, id: one.serviceId },
				{ of: there, id: otherId },
			].toSorted((a, b) => (a.id < b.id ? -1 : 1));
			const attempt = actAs(app, acting, (tx) =>
				sql`insert into service_pair (organisation_id, service_id, other_organisation_id, other_id, fingerprint, dismissed_for, dismissed_by)
					values (${first?.of.organisationId}, ${first?.id}, ${second?.of.organisationId}, ${second?.id}, '', ${acting.organisationId}, ${acting.personId})`.execute(
					tx,
				),
			);
			await expect(attempt).rejects.toMatchObject({ code: '42501' });
		}
	});

	test('said not to be the same, for both organisations, until one of them changes', async () => {
		const one = await aService(here, { name: 'Alpha' });
		const other = await aService(there, { name: 'Alpha', url: 'https://b.test/' });
		const pair = { organisationId: there.organisationId, serviceId: other.serviceId, otherId: one.serviceId };
		expect(await dismissPair(app, there.admin.signedIn, pair)).toEqual({ dismissed: true });
		expect([await listFound(here), await listFound(there)]).toEqual([[], []]);
		const seen = await compareServices(app, here.admin.signedIn, {
			organisationId: here.organisationId,
			serviceId: one.serviceId,
			otherId: other.serviceId,
		});
		expect(seen).toMatchObject({ dismissed: { name: null, organisation: { fr: 'Province' } } });
		expect(await compareServices(app, there.admin.signedIn, pair)).toMatchObject({
			dismissed: { name: 'Admin Province' },
		});
		await edit(here, one.serviceId, { texts: { fr: { description: 'Autre chose.' } } });
		expect(await listFound(here)).toEqual([]);
		await edit(here, one.serviceId, { fields: { phone: '+3287111111' } });
		expect(await listFound(here)).toHaveLength(1);
		expect(await listFound(there)).toHaveLength(1);
	});
});

describe('two entries of an organisation become one', () => {
	test('it keeps what was chosen, with its history, and can take each value back', async () => {
		const stays = await aService(here, {
			name: 'Alpha',
			phone: '+3287111111',
			coverage: ['63079'],
			confirmedOn: '2026-01-01',
		});
		const ceases = await aService(here, {
			name: 'Alpha bis',
			phone: '+3287222222',
			email: 'b@b.test',
			coverage: ['63000'],
		});
		expect(await merge(stays, ceases, { phone: 'ceasing', coverage: 'both', 'fr.name': 'surviving' })).toEqual({
			merged: true,
		});
		const found = await findOwnService(app, here.admin.signedIn, stays);
		const record = 'service' in found ? found.service.record : aFullRecord;
		expect(record).toMatchObject({ phone: '+3287222222', email: 'b@b.test', coverage: ['63000', '63079'] });
		expect(record.texts.fr).toMatchObject({ name: 'Alpha', description: 'Ce que fait Alpha bis.' });
		const kept = owner
			.selectFrom('service_change')
			.select(['version', 'before'])
			.where('service_id', '=', stays.serviceId);
		const change = await kept.where('field', '=', 'phone').orderBy('version', 'desc').executeTakeFirst();
		const back = { ...stays, version: await versionOf(here.admin, stays), isArea: () => true };
		expect(change).toMatchObject({ before: '+3287111111' });
		const restoring = { ...back, change: { version: change?.version ?? 0, field: 'phone', language: '' } };
		expect(await restoreService(app, here.admin.signedIn, restoring)).toEqual({ restored: true });
		expect((await readFeed(stays))?.phones).toMatchObject([{ number: '+3287111111' }]);
	});

	test('the other leaves a tombstone that leads on, and the feed keeps both identifiers', async () => {
		const stays = await aService(here, { name: 'Alpha' });
		const ceases = await aService(here, { name: 'Alpha' });
		const before = new Date();
		await merge(stays, ceases);
		expect(await findSuccessor(reader, ceases.serviceId)).toBe(stays.serviceId);
		const tombstone = {
			id: ceases.serviceId,
			status: 'defunct',
			x_be_deleted: true,
			x_be_merged_into: stays.serviceId,
		};
		expect(await readFeed(ceases)).toMatchObject(tombstone);
		expect(await readFeed(stays)).toMatchObject({ status: 'active', x_be_merged_ids: [ceases.serviceId] });
		const asked = new URLSearchParams({
			modified_after: new Date(before.getTime() - 60_000).toISOString(),
			x_be_deleted: 'true',
			full: 'true',
		});
		const question = readHsdsQuestion('services', asked);
		if ('refused' in question) throw new Error(question.refused.reason);
		const listed = await listHsdsDocuments(reader, question, {
			where: { nisAreas: undefined, postcodeAreas: undefined, postalCodes: undefined },
			known: undefined,
		});
		expect(JSON.stringify(listed)).toContain('x_be_merged_into');
		const acts = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('object', '=', `service:${ceases.serviceId}`)
			.execute();
		expect(acts).toEqual([{ act: 'service.merged' }]);
		expect(await merge(stays, ceases)).toEqual({ refused: 'archived' });
	});

	test('in any order, over any chain, no identifier is lost', async () => {
		const steps = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(steps, async (merges) => {
				await sql`delete from hsds_document where kind = 'service'`.execute(owner);
				await sql`delete from service`.execute(owner);
				const all = [];
				for (const name of ['A', 'B', 'C', 'D', 'E']) all.push(await aService(here, { name: `Nom ${name}` }));
				const into = new Map<string, string>();
				for (const [to, from] of merges) {
					const [stays, ceases] = [all[to], all[from]];
					if (stays === undefined || ceases === undefined || stays === ceases) continue;
					const done = await merge(stays, ceases);
					if ('merged' in done) into.set(ceases.serviceId, stays.serviceId);
				}
				const endOf = (id: string): string => (into.has(id) ? endOf(into.get(id) ?? '') : id);
				for (const own of all) {
					const end = endOf(own.serviceId);
					if (end === own.serviceId) continue;
					expect(await findSuccessor(reader, own.serviceId)).toBe(end);
					expect(await readFeed(own)).toMatchObject({ x_be_merged_into: into.get(own.serviceId) });
					expect((await readFeed({ serviceId: end }))?.x_be_merged_ids).toContain(own.serviceId);
				}
			}),
			{
				numRuns: 6,
				examples: [
					[
						[
							[0, 1],
							[2, 0],
							[3, 2],
						],
					],
				],
			},
		);
	});

	test('the public one does not cease for a draft, nor does it lose what nobody can do without', async () => {
		const open = await aService(here, { name: 'Alpha', phone: '+3287111111' });
		const draft = await aService(here, { name: 'Alpha', url: null }, 'draft');
		expect(await merge(draft, open)).toEqual({ refused: 'surviving_hidden' });
		expect(await merge(open, draft, { phone: 'ceasing', url: 'ceasing' })).toEqual({
			refused: 'incomplete',
			missing: ['contact'],
		});
		expect((await readFeed(open))?.x_be_merged_ids).toBeUndefined();
		expect(await merge(open, draft)).toEqual({ merged: true });
		// What was never public is not told.
		expect((await readFeed(open))?.x_be_merged_ids).toBeUndefined();
	});

	test('of what changed since it was compared, nothing is written', async () => {
		const stays = await aService(here, { name: 'Alpha' });
		const ceases = await aService(here, { name: 'Alpha' });
		const version = await versionOf(here.admin, ceases);
		await edit(here, ceases.serviceId, { fields: { phone: '+3287333333' } });
		const merging = {
			organisationId: here.organisationId,
			surviving: { id: stays.serviceId, version: await versionOf(here.admin, stays) },
			ceasing: { id: ceases.serviceId, version },
			chosen: {},
		};
		expect(await mergeServices(app, here.admin.signedIn, merging)).toEqual({ refused: 'stale' });
		expect(await findSuccessor(reader, ceases.serviceId)).toBeUndefined();
	});

	test('pressed twice at once, or in both directions, it happens once', async () => {
		const one = await aService(here, { name: 'Alpha' });
		const other = await aService(here, { name: 'Alpha' });
		const answers = await Promise.all([merge(one, other), merge(other, one), merge(one, other)]);
		expect(answers.filter((answer) => 'merged' in answer)).toHaveLength(1);
	});

	test('is not for another’s entry, nor for who may not edit', async () => {
		const own = await aService(here, { name: 'Alpha' });
		const theirs = await aService(there, { name: 'Alpha' });
		expect(await merge(own, theirs)).toEqual(unknown);
		const coordinator = await aColleague(owner, { organisationId: here.organisationId, role: 'coordinator' });
		const side = (id: string) => ({ id, version: 2 });
		const wish = {
			organisationId: here.organisationId,
			surviving: side(own.serviceId),
			ceasing: side(theirs.serviceId),
			chosen: {},
		};
		expect(await mergeServices(app, coordinator.signedIn, wish)).toEqual(unknown);
	});
});

describe('two organisations', () => {
	async function aProposal(ceases: 'own' | 'other') {
		const own = await aService(here, { name: 'Alpha', phone: '+3287111111' });
		const theirs = await aService(there, {
			name: 'Alpha',
			phone: '+3287222222',
			url: 'https://b.test/',
			confirmedOn: '2026-01-01',
		});
		const wish = {
			organisationId: here.organisationId,
			serviceId: own.serviceId,
			otherId: theirs.serviceId,
			ceases,
			message: 'Un mot',
		};
		const proposed = await proposeMerge(app, here.admin.signedIn, wish);
		const proposalId = 'proposalId' in proposed ? proposed.proposalId : '';
		return { own, theirs, wish, proposalId, answer: { organisationId: there.organisationId, proposalId } };
	}

	test('ours ceases: who accepts writes their own entry, ours is archived and leads to it', async () => {
		const { own, theirs, answer } = await aProposal('own');
		expect(
			await acceptMerge(app, there.admin.signedIn, { ...answer, chosen: { 'fr.description': 'surviving' } }),
		).toEqual({ accepted: true });
		expect(await findSuccessor(reader, own.serviceId)).toBe(theirs.serviceId);
		expect(await readFeed(own)).toMatchObject({ x_be_deleted: true, x_be_merged_into: theirs.serviceId });
		expect(await readFeed(theirs)).toMatchObject({
			x_be_merged_ids: [own.serviceId],
			phones: [{ number: '+3287111111' }],
			description: 'Ce que fait Alpha.',
		});
		const chains = await owner
			.selectFrom('audit_entry')
			.select(['organisation_id', 'act'])
			.where('act', 'like', '%merge%')
			.orderBy('at')
			.execute();
		const told = chains
			.slice(-3)
			.map(({ organisation_id, act }) => [organisation_id === here.organisationId ? 'here' : 'there', act]);
		expect(new Set(told)).toEqual(
			new Set([
				['here', 'merge.proposed'],
				['here', 'service.merged'],
				['there', 'merge.accepted'],
			]),
		);
		const found = await findOwnService(app, here.admin.signedIn, own);
		expect(found).toMatchObject({
			service: { state: 'archived', successorId: theirs.serviceId, successorOrganisationId: there.organisationId },
		});
	});

	test('theirs ceases: our entry is not touched by who accepts', async () => {
		const { own, theirs, answer } = await aProposal('other');
		const version = await versionOf(here.admin, own);
		expect(await acceptMerge(app, there.admin.signedIn, { ...answer, chosen: { phone: 'ceasing' } })).toEqual({
			accepted: true,
		});
		expect(await versionOf(here.admin, own)).toBe(version);
		expect(await readFeed(own)).toMatchObject({
			x_be_merged_ids: [theirs.serviceId],
			phones: [{ number: '+3287111111' }],
		});
		expect(await findSuccessor(reader, theirs.serviceId)).toBe(own.serviceId);
	});

	test('two who accept at once: one of them does', async () => {
		const { answer } = await aProposal('own');
		const second = await aColleague(owner, {
			organisationId: there.organisationId,
			role: 'organisation_administrator',
		});
		const answers = await Promise.all(
			[there.admin, second].map((each) => acceptMerge(app, each.signedIn, { ...answer, chosen: {} })),
		);
		expect(answers).toContainEqual({ accepted: true });
		expect(answers).toContainEqual({ refused: 'settled' });
	});

	test.each(['own', 'theirs'] as const)(
		'an entry edited between proposal and acceptance (%s) makes it stale, and nothing is written',
		async (which) => {
			const { own, theirs, answer } = await aProposal('own');
			const [whose, id] = which === 'own' ? [here, own.serviceId] : [there, theirs.serviceId];
			await edit(whose, id, { fields: { email: 'autre@relais.test' } });
			const version = await versionOf(there.admin, theirs);
			expect(await findMergeProposal(app, there.admin.signedIn, answer)).toMatchObject({
				isFresh: false,
				isOpen: true,
			});
			expect(await acceptMerge(app, there.admin.signedIn, { ...answer, chosen: {} })).toEqual({ refused: 'stale' });
			expect(await findSuccessor(reader, own.serviceId)).toBeUndefined();
			expect(await versionOf(there.admin, theirs)).toBe(version);
		},
	);

	test('declines with a reason that the other reads; what was proposed can be taken back', async () => {
		const { wish, answer, proposalId } = await aProposal('own');
		expect(await proposeMerge(app, here.admin.signedIn, wish)).toEqual({ refused: 'proposed_already' });
		expect(await declineMerge(app, there.admin.signedIn, { ...answer, reason: '' })).toEqual({ refused: 'no_reason' });
		expect(await declineMerge(app, there.admin.signedIn, { ...answer, reason: 'Deux publics.' })).toEqual({
			declined: true,
		});
		const listed = await listMergeProposals(app, here.admin.signedIn, { organisationId: here.organisationId, page: 1 });
		expect(listed).toMatchObject({ proposals: [{ id: proposalId, state: 'declined', reason: 'Deux publics.' }] });
		expect(await acceptMerge(app, there.admin.signedIn, { ...answer, chosen: {} })).toEqual({ refused: 'settled' });
		const again = await proposeMerge(app, here.admin.signedIn, wish);
		const second = { organisationId: here.organisationId, proposalId: 'proposalId' in again ? again.proposalId : '' };
		expect(await withdrawMerge(app, there.admin.signedIn, { ...second, organisationId: there.organisationId })).toEqual(
			unknown,
		);
		expect(await withdrawMerge(app, here.admin.signedIn, second)).toEqual({ withdrawn: true });
	});

	test('who proposed cannot accept, and a third organisation knows nothing of it', async () => {
		const { answer, own } = await aProposal('own');
		const third = await aPartner('Tiers');
		for (const { organisationId, admin } of [here, third]) {
			const wish = { ...answer, organisationId };
			expect(await acceptMerge(app, admin.signedIn, { ...wish, chosen: {} })).toEqual(unknown);
			expect(await declineMerge(app, admin.signedIn, { ...wish, reason: 'x' })).toEqual(unknown);
		}
		expect(
			await findMergeProposal(app, third.admin.signedIn, { ...answer, organisationId: third.organisationId }),
		).toEqual(unknown);
		expect(await findSuccessor(reader, own.serviceId)).toBeUndefined();
	});

	test('the database itself leads no address to another organisation without an accepted proposal', async () => {
		const { own, theirs } = await aProposal('own');
		const acting = {
			organisationId: here.organisationId,
			personId: here.admin.signedIn.personId,
			role: 'organisation_administrator',
		};
		const attempt = actAs(app, acting, (tx) =>
			tx
				.insertInto('service_successor')
				.values({
					organisation_id: here.organisationId,
					service_id: own.serviceId,
					successor_organisation_id: there.organisationId,
					successor_id: theirs.serviceId,
				})
				.execute(),
		);
		await expect(attempt).rejects.toMatchObject({ code: '42501' });
		const settling = actAs(app, acting, (tx) =>
			tx
				.updateTable('service_merge_proposal')
				.set({ state: 'accepted', settled_by: acting.personId, settled_at: sql`now()` })
				.execute(),
		);
		await expect(settling).rejects.toMatchObject({ code: '42501' });
	});

	test('a proposal is reminded of once, ends after its day, and is then refused', async () => {
		const { answer } = await aProposal('own');
		expect(await settleOldProposals(app, addDays(today, 45))).toEqual({ expired: 0, reminded: 0 });
		expect(await settleOldProposals(app, addDays(today, 46))).toEqual({ expired: 0, reminded: 1 });
		expect(await settleOldProposals(app, addDays(today, 47))).toEqual({ expired: 0, reminded: 0 });
		const { rows } = await sql<{
			count: number;
		}>`select count(*)::int as count from outbox_mail where data->>'path' like ${`%${answer.proposalId}`}`.execute(
			allMail,
		);
		expect(rows[0]?.count).toBeGreaterThan(0);
		expect(await settleOldProposals(app, addDays(today, 60))).toEqual({ expired: 0, reminded: 0 });
		expect(await settleOldProposals(app, addDays(today, 61))).toEqual({ expired: 1, reminded: 0 });
		expect(await acceptMerge(app, there.admin.signedIn, { ...answer, chosen: {} })).toEqual({ refused: 'expired' });
	});

	test('a confidential address of the other side is neither told nor taken over', async () => {
		const own = await aService(here, {
			name: 'Alpha',
			confidentialAddress: true,
			street: 'Rue du Secret 7',
			postalCode: '4800',
		});
		const theirs = await aService(there, {
			name: 'Alpha',
			url: 'https://b.test/',
			street: 'Rue Ouverte 1',
			postalCode: '4800',
		});
		const seen = await compareServices(app, there.admin.signedIn, {
			organisationId: there.organisationId,
			serviceId: theirs.serviceId,
			otherId: own.serviceId,
		});
		expect(JSON.stringify(seen)).not.toContain('Secret');
		const [mine, other] = 'own' in seen ? [seen.own, seen.other] : [];
		const keys =
			mine && other
				? listDifferences({ ...mine, isForeign: false }, { ...other, isForeign: true }).map(({ key }) => key)
				: [];
		expect(keys.length).toBeGreaterThan(0);
		expect(keys).not.toContain('address');
	});
});

describe('the rule of merging', () => {
	const side = (record: typeof aFullRecord, confirmedOn: string | null) => ({ record, confirmedOn, isForeign: false });

	test('suggests what is filled in, and of two the more recently confirmed', () => {
		const [old, fresh] = [
			{ ...aFullRecord, email: null, phone: '+3287111111' },
			{ ...aFullRecord, email: 'a@b.test', phone: '+3287222222', free: null },
		];
		const suggest = (a: string | null, b: string | null) =>
			Object.fromEntries(listDifferences(side(old, a), side(fresh, b)).map(({ key, suggested }) => [key, suggested]));
		expect(suggest('2026-01-01', '2026-02-01')).toMatchObject({
			email: 'ceasing',
			phone: 'ceasing',
			free: 'surviving',
		});
		expect(suggest('2026-02-01', '2026-01-01')).toMatchObject({
			email: 'ceasing',
			phone: 'surviving',
			free: 'surviving',
		});
	});

	test('whatever is chosen, each value comes from one of the two, or from both', () => {
		const any = makeAnyRecord(fc);
		fc.assert(
			fc.property(
				any,
				any,
				fc.array(fc.constantFrom(...choices), { minLength: 80, maxLength: 80 }),
				(one, other, drawn) => {
					const differences = listDifferences(side(one, null), side(other, null));
					const chosen = Object.fromEntries(differences.map(({ key }, index) => [key, drawn[index] ?? 'surviving']));
					const merged = mergeRecords(side(one, null), side(other, null), chosen);
					for (const { key, language, fields } of differences) {
						if (language !== null) continue;
						for (const field of fields) {
							if (field === 'name' || !(field in merged)) continue;
							const [a, b, is] = [one, other, merged].map((record) =>
								JSON.stringify(sorted(Object.entries(record).find(([name]) => name === field)?.[1])),
							);
							expect([a, b].includes(is) || chosen[key] === 'both').toBe(true);
						}
					}
				},
			),
			{ numRuns: 200 },
		);
	});

	function sorted(value: unknown): unknown {
		return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.toSorted() : value;
	}
});
