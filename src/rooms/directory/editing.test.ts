import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { archiveService } from './archive-service.server.ts';
import { confirmService } from './confirm-service.server.ts';
import { createService } from './create-service.server.ts';
import { editService } from './edit-service.server.ts';
import { findOwnService } from './find-own-service.server.ts';
import { findProfessionalContact } from './find-professional-contact.server.ts';
import { findService } from './find-service.server.ts';
import { findSuccessor } from './find-successor.server.ts';
import { listOwnServices } from './list-own-services.server.ts';
import { listServiceChanges } from './list-service-changes.server.ts';
import { listServicesDue } from './list-services-due.server.ts';
import { listLanguageStates } from './language-state.ts';
import { listMissing } from './missing-for-publishing.ts';
import { pauseService } from './pause-service.server.ts';
import { aFullRecord, makeAnyRecord } from './private/a-record.ts';
import { publishService } from './publish-service.server.ts';
import { restoreService } from './restore-service.server.ts';
import { resumeService } from './resume-service.server.ts';
import { listChanges, type Edit } from './service-changes.ts';
import { findNextState, serviceMoves, serviceStates } from './service-lifecycle.ts';
import type { ServiceRecord } from './service-record.ts';
import { fieldsOf, plainOf, sections, textsOf, type Section } from './service-sections.ts';
import { submitService } from './submit-service.server.ts';

const { owner, app, public: visitors, urls } = await aDatabase();
const pool = openPool(urls.public, { max: 2, applicationName: 'test' });
const reader = openPublicReader(pool);
afterAll(() => pool.end());

const today = readClock(new Date()).date;
const anyRecord = makeAnyRecord(fc);
const isArea = () => true;
let organisationId: string;
let alix: Colleague;
let bo: Colleague;
let stranger: Colleague;

beforeAll(async () => {
	organisationId = await anOrganisation(owner, 'Commune d’essai');
	alix = await aColleague(owner, { organisationId, role: 'organisation_administrator', name: 'Alix' });
	bo = await aColleague(owner, { organisationId, role: 'coordinator', name: 'Bo' });
	const elsewhere = await anOrganisation(owner, 'Autre commune');
	stranger = await aColleague(owner, { organisationId: elsewhere, role: 'organisation_administrator' });
});

async function aDraft(name = 'Le Relais'): Promise<{ organisationId: string; serviceId: string }> {
	const made = await createService(app, alix.signedIn, { organisationId, name, mainLanguage: 'fr' });
	if ('refused' in made) throw new Error(made.refused);
	return { organisationId, serviceId: made.serviceId };
}

/** What a section of this record says. */
function editOf(section: Section, record: ServiceRecord): Edit {
	const fields = Object.fromEntries(plainOf(section).map((field) => [field, record[field]]));
	const words = (language: 'fr' | 'nl' | 'de' | 'en') =>
		Object.fromEntries(textsOf(section).map((field) => [field, record.texts[language][field]]));
	return { fields, texts: { fr: words('fr'), nl: words('nl'), de: words('de'), en: words('en') } };
}

async function look(own: { organisationId: string; serviceId: string }, person: SignedIn = alix.signedIn) {
	const found = await findOwnService(app, person, own);
	if ('refused' in found) throw new Error(found.refused);
	return found;
}

async function write(own: { organisationId: string; serviceId: string }, record: ServiceRecord) {
	let { version } = (await look(own)).service;
	for (const section of sections) {
		const edit = editOf(section, record);
		const done = await editService(app, alix.signedIn, { ...own, section, version, edit, stillRight: [] });
		if ('refused' in done) return done;
		version = done.version;
	}
	return undefined;
}

async function aPublished(name = 'Le Relais', record: ServiceRecord = aFullRecord) {
	const own = await aDraft(name);
	expect(await write(own, { ...record, texts: { ...record.texts, fr: { ...record.texts.fr, name } } })).toBeUndefined();
	expect(await submitService(app, alix.signedIn, own)).toEqual({ submitted: true });
	expect(await publishService(app, bo.signedIn, own)).toEqual({ published: true });
	return own;
}

describe('a service from nothing to published', () => {
	test('any record that is written is read again as it was', async () => {
		await fc.assert(
			fc.asyncProperty(anyRecord, async (record) => {
				const own = await aDraft();
				const refused = await write(own, record);
				expect(refused).toBeUndefined();
				const left = listChanges(record, (await look(own)).service.record);
				expect(left.filter(({ field }) => field !== 'name' && field !== 'pauseMessage')).toEqual([]);
			}),
			{ numRuns: 12 },
		);
	});

	test('needs nothing but a name to begin, and says what it needs to be submitted', async () => {
		const own = await aDraft();
		const missing = ['description', 'audiences', 'needs', 'contact', 'coverage'];
		expect(await submitService(app, alix.signedIn, own)).toEqual({ refused: 'incomplete', missing });
	});

	test('is published by a second person, confirmed by that, and found by the public', async () => {
		const own = await aDraft();
		await write(own, aFullRecord);
		expect(await submitService(app, alix.signedIn, own)).toEqual({ submitted: true });
		expect(await publishService(app, alix.signedIn, own)).toEqual({ refused: 'own_submission' });
		expect(await findService(reader, own.serviceId, 'fr')).toBeUndefined();
		expect((await look(own, bo.signedIn)).mayPublish).toBe(true);
		expect(await publishService(app, bo.signedIn, own)).toEqual({ published: true });
		expect(await findService(reader, own.serviceId, 'fr')).toMatchObject({ name: 'Le Relais', confirmedOn: today });
		const { rows } = await sql`select from service_match where service_id = ${own.serviceId}`.execute(owner);
		expect(rows.length).toBeGreaterThan(0);
		const acts = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('object', '=', `service:${own.serviceId}`)
			.orderBy('number')
			.execute();
		expect(acts.map(({ act }) => act)).toEqual(['service.submitted', 'service.published']);
	});

	test('the database itself refuses the one who submitted it', async () => {
		const own = await aDraft();
		await write(own, aFullRecord);
		await submitService(app, alix.signedIn, own);
		const acting = { organisationId, personId: alix.signedIn.personId, role: 'organisation_administrator' };
		const attempt = actAs(app, acting, (tx) =>
			tx.updateTable('service').set({ state: 'published' }).where('id', '=', own.serviceId).execute(),
		);
		await expect(attempt).rejects.toMatchObject({ constraint: 'service_second_person' });
	});

	test('edited in review it is a draft again', async () => {
		const own = await aDraft();
		await write(own, aFullRecord);
		await submitService(app, alix.signedIn, own);
		const { version } = (await look(own)).service;
		const edit = { fields: { free: false } };
		await editService(app, alix.signedIn, { ...own, section: 'cost', version, edit, stillRight: [] });
		expect((await look(own)).service.state).toBe('draft');
		expect(await publishService(app, bo.signedIn, own)).toEqual({ refused: 'other_state' });
	});
});

describe('the lifecycle', () => {
	const drawn = new Set(
		serviceStates.flatMap((state) => serviceMoves.map((move) => `${state} ${findNextState(state, move)}`)),
	);
	const pairs = serviceStates
		.flatMap((from) => serviceStates.map((to) => ({ from, to })))
		.filter(({ from, to }) => from !== to);

	test.each(pairs)('the database allows $from to $to as the rule does', async ({ from, to }) => {
		const own = await aDraft();
		await owner.updateTable('service').set({ state: from }).where('id', '=', own.serviceId).execute();
		await sql`insert into service_submission (organisation_id, service_id, submitted_by)
			values (${organisationId}, ${own.serviceId}, ${bo.signedIn.personId})`.execute(owner);
		const acting = { organisationId, personId: alix.signedIn.personId, role: 'organisation_administrator' };
		const attempt = actAs(app, acting, (tx) =>
			tx.updateTable('service').set({ state: to }).where('id', '=', own.serviceId).execute(),
		);
		if (drawn.has(`${from} ${to}`)) await expect(attempt).resolves.toBeDefined();
		else await expect(attempt).rejects.toMatchObject({ constraint: 'service_move' });
	});

	test('begins as a draft', async () => {
		const acting = { organisationId, personId: alix.signedIn.personId, role: 'organisation_administrator' };
		const attempt = actAs(app, acting, (tx) =>
			sql`insert into service (organisation_id, origin_key, state) values (${organisationId}, 'x', 'published')`.execute(
				tx,
			),
		);
		await expect(attempt).rejects.toMatchObject({ code: '42501' });
	});

	test('pauses with a day and a message, and resumes', async () => {
		const own = await aPublished();
		const until = addDays(today, 10);
		expect(await pauseService(app, alix.signedIn, { ...own, until: addDays(today, -1), message: {} })).toEqual({
			refused: 'past_day',
		});
		const message = { fr: 'Appelez la commune.' };
		expect(await pauseService(app, alix.signedIn, { ...own, until, message })).toEqual({ paused: true });
		expect(await findService(reader, own.serviceId, 'fr')).toMatchObject({
			paused: true,
			pausedUntil: until,
			pauseMessage: 'Appelez la commune.',
		});
		expect(await pauseService(app, alix.signedIn, { ...own, until, message })).toEqual({ refused: 'other_state' });
		expect(await resumeService(app, alix.signedIn, own)).toEqual({ resumed: true });
		expect(await findService(reader, own.serviceId, 'fr')).toMatchObject({ paused: false, pausedUntil: null });
	});

	test('ends in the archive, from where the old address leads to the successor', async () => {
		const [old, next] = [await aPublished('Ancien'), await aPublished('Nouveau')];
		const theirs = await anOrganisation(owner);
		const refused = await archiveService(app, alix.signedIn, { ...old, successorId: theirs });
		expect(refused).toEqual({ refused: 'unknown_successor' });
		expect(await archiveService(app, alix.signedIn, { ...old, successorId: old.serviceId })).toEqual({
			refused: 'unknown_successor',
		});
		expect(await archiveService(app, alix.signedIn, { ...old, successorId: next.serviceId })).toEqual({
			archived: true,
		});
		expect(await findService(reader, old.serviceId, 'fr')).toBeUndefined();
		expect(await findSuccessor(reader, old.serviceId)).toBe(next.serviceId);
		const edit = { ...old, section: 'cost', version: 99, edit: { fields: { free: false } }, stillRight: [] } as const;
		expect(await editService(app, alix.signedIn, { ...edit, stillRight: [] })).toEqual({ refused: 'archived' });
	});
});

describe('two people at once', () => {
	test('may edit two sections, and neither loses anything', async () => {
		const own = await aDraft();
		const { version } = (await look(own)).service;
		const base = { ...own, version, stillRight: [] };
		const cost = { ...base, section: 'cost' as const, edit: { fields: { free: true } } };
		const languages = { ...base, section: 'languages' as const, edit: { fields: { languages: ['fr', 'ar'] } } };
		const done = await Promise.all([editService(app, alix.signedIn, cost), editService(app, alix.signedIn, languages)]);
		expect(done.every((each) => 'version' in each)).toBe(true);
		expect((await look(own)).service.record).toMatchObject({ free: true, languages: ['fr', 'ar'] });
	});

	test('of the same section, the later is shown what the other wrote, and loses nothing', async () => {
		const own = await aDraft();
		const { version } = (await look(own)).service;
		const base = { ...own, version, stillRight: [], section: 'cost' as const };
		await editService(app, alix.signedIn, { ...base, edit: { texts: { fr: { cost: '5 €' } } } });
		const late = await editService(app, alix.signedIn, { ...base, edit: { texts: { fr: { cost: '10 €' } } } });
		expect(late).toMatchObject({ refused: 'stale', rival: { name: 'Alix' } });
		expect((await look(own)).service.record.texts.fr.cost).toBe('5 €');
	});
});

test('words older than their source are said to be, until they are rewritten or looked at', async () => {
	const own = await aDraft();
	let { version } = (await look(own)).service;
	const state = async () => {
		const states = listLanguageStates((await look(own)).service, ['name', 'description']);
		return states.find(({ language }) => language === 'nl')?.state;
	};
	const save = async (edit: Edit, stillRight: 'nl'[] = []) => {
		const done = await editService(app, alix.signedIn, { ...own, section: 'identity', version, edit, stillRight });
		version = 'version' in done ? done.version : version;
	};
	expect(await state()).toBe('empty');
	await save({ texts: { fr: { description: 'Écoute' }, nl: { description: 'Luisteren' } } });
	expect(await state()).toBe('current');
	await save({ texts: { fr: { description: 'Une écoute' } } });
	expect(await state()).toBe('older');
	await save({}, ['nl']);
	expect(await state()).toBe('current');
	const cost: Edit = { texts: { fr: { cost: '5 €' } } };
	await editService(app, alix.signedIn, { ...own, section: 'cost', version, edit: cost, stillRight: [] });
	expect(await state()).toBe('current');
});

test('a published service keeps the essentials', async () => {
	const own = await aPublished();
	const { version } = (await look(own)).service;
	const edit = { fields: { coverage: [] } };
	const refused = await editService(app, alix.signedIn, { ...own, section: 'coverage', version, edit, stillRight: [] });
	expect(refused).toEqual({ refused: 'incomplete', missing: ['coverage'] });
	expect(listMissing((await look(own)).service.record)).toEqual([]);
});

describe('the history', () => {
	test('tells who changed which field, and gives one back', async () => {
		const own = await aPublished();
		const { version } = (await look(own)).service;
		const edit = { fields: { phone: '+3287999999' } };
		await editService(app, alix.signedIn, { ...own, section: 'reach', version, edit, stillRight: [] });
		const page = await listServiceChanges(app, bo.signedIn, { ...own, page: 1 });
		const change = 'changes' in page ? page.changes.find(({ field }) => field === 'phone') : undefined;
		expect(change).toMatchObject({ before: '+3287123456', after: '+3287999999', name: 'Alix', language: null });
		const restoring = { ...own, change: { version: change?.version ?? 0, field: 'phone', language: '' }, isArea };
		const stale = await restoreService(app, alix.signedIn, { ...restoring, version });
		expect(stale).toEqual({ refused: 'stale' });
		const now = (await look(own)).service.version;
		expect(await restoreService(app, alix.signedIn, { ...restoring, version: now })).toEqual({ restored: true });
		expect((await findService(reader, own.serviceId, 'fr'))?.phone).toBe('+3287123456');
	});

	test('cannot be rewritten by the application', async () => {
		await aDraft();
		const acting = { organisationId, personId: alix.signedIn.personId, role: 'organisation_administrator' };
		for (const change of [sql`update service_change set before = '1'`, sql`delete from service_change`]) {
			await expect(actAs(app, acting, (tx) => change.execute(tx))).rejects.toMatchObject({ code: '42501' });
		}
	});
});

describe('walls', () => {
	const secret = 'Rue du Secret 7';
	const forTheTrade = 'Sonnez deux fois';
	let own: { organisationId: string; serviceId: string };
	beforeAll(async () => {
		const record = {
			...aFullRecord,
			confidentialAddress: true,
			street: secret,
			contactNote: forTheTrade,
			contactPhone: '+3287000001',
		};
		own = await aPublished('Le Discret', record);
	});

	test('the public knows the town of a confidential address, and nothing else', async () => {
		expect(await findService(reader, own.serviceId, 'fr')).toMatchObject({
			confidentialAddress: true,
			street: null,
			postalCode: null,
			town: 'Verviers',
		});
		expect((await look(own)).service.record.street).toBe(secret);
	});

	test.each([
		'service_hidden_address',
		'service_professional_contact',
		'service_change',
		'service_submission',
		'service_reminder',
	])('the public role cannot read %s', async (table) => {
		await expect(sql`select * from ${sql.table(table)}`.execute(visitors)).rejects.toMatchObject({ code: '42501' });
	});

	test('nothing the public role can read holds the address or the contact', async () => {
		const { rows: tables } = await sql<{ name: string }>`
			select relname as name from pg_class where relnamespace = 'maillage'::regnamespace and relkind = 'r'
				and has_table_privilege('maillage_public', oid, 'select')`.execute(owner);
		expect(tables.length).toBeGreaterThan(8);
		for (const { name } of tables) {
			const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(visitors);
			const leaks = rows.filter(
				({ text }) => text.includes(secret) || text.includes(forTheTrade) || text.includes('+3287000001'),
			);
			expect({ name, leaks }).toEqual({ name, leaks: [] });
		}
	});

	test('professionals of any organisation read their contact, whoever works nowhere does not', async () => {
		const wanted = { phone: '+3287000001', email: null, note: forTheTrade };
		expect(await findProfessionalContact(app, stranger.signedIn, own.serviceId)).toEqual(wanted);
		expect(await findProfessionalContact(app, { ...stranger.signedIn, grants: [] }, own.serviceId)).toBeUndefined();
		const draft = await aDraft();
		await write(draft, { ...aFullRecord, contactNote: 'Pas encore' });
		expect(await findProfessionalContact(app, stranger.signedIn, draft.serviceId)).toBeUndefined();
	});

	test('another organisation is answered as if there were nothing, whatever it tries', async () => {
		const theirs = { organisationId: stranger.organisationId, serviceId: own.serviceId };
		for (const target of [own, theirs]) {
			const edit = { ...target, section: 'cost' as const, version: 1, edit: {}, stillRight: [] };
			const restoring = { ...target, version: 1, change: { version: 1, field: 'name', language: 'fr' }, isArea };
			const unknown = { refused: 'unknown' };
			expect(await findOwnService(app, stranger.signedIn, target)).toEqual(unknown);
			expect(await listServiceChanges(app, stranger.signedIn, { ...target, page: 1 })).toEqual(unknown);
			expect(await editService(app, stranger.signedIn, edit)).toEqual(unknown);
			expect(await restoreService(app, stranger.signedIn, restoring)).toEqual(unknown);
			expect(await submitService(app, stranger.signedIn, target)).toEqual(unknown);
			expect(await publishService(app, stranger.signedIn, target)).toEqual(unknown);
			expect(await pauseService(app, stranger.signedIn, { ...target, until: today, message: {} })).toEqual(unknown);
			expect(await resumeService(app, stranger.signedIn, target)).toEqual(unknown);
			expect(await archiveService(app, stranger.signedIn, { ...target, successorId: undefined })).toEqual(unknown);
			expect(await confirmService(app, stranger.signedIn, target)).toEqual(unknown);
		}
		const wanted = { organisationId, name: 'x', mainLanguage: 'fr' as const };
		expect(await createService(app, stranger.signedIn, wanted)).toEqual({ refused: 'unknown' });
		const filter = { state: undefined, due: false, incomplete: false, page: 1 };
		expect(await listOwnServices(app, stranger.signedIn, { organisationId, filter })).toEqual({ refused: 'unknown' });
		expect(await listServicesDue(app, stranger.signedIn, { organisationId })).toEqual({ refused: 'unknown' });
	});

	test('a coordinator publishes, and edits nothing', async () => {
		const edit = { ...own, section: 'cost' as const, version: 1, edit: {}, stillRight: [] };
		expect(await editService(app, bo.signedIn, edit)).toEqual({ refused: 'unknown' });
		const acting = { organisationId, personId: bo.signedIn.personId, role: 'coordinator' };
		const touched = await actAs(app, acting, (tx) =>
			tx.updateTable('service_text').set({ name: 'x' }).where('service_id', '=', own.serviceId).executeTakeFirst(),
		);
		expect(touched.numUpdatedRows).toBe(0n);
	});

	test('whoever tries the demonstration makes imaginary services, and changes no real one', async () => {
		const tester = { ...alix.signedIn, imaginary: true };
		expect(await confirmService(app, tester, own)).toEqual({ refused: 'real_service' });
		expect((await look(own, tester)).isLocked).toBe(true);
		const made = await createService(app, tester, { organisationId, name: 'Essai', mainLanguage: 'fr' });
		const serviceId = 'serviceId' in made ? made.serviceId : '';
		expect((await look({ organisationId, serviceId })).service.imaginary).toBe(true);
		const attempt = sql`update service set phone = '+3287123456' where id = ${serviceId}`.execute(owner);
		await expect(attempt).rejects.toMatchObject({ constraint: 'service_imaginary_contact' });
	});
});

describe('the list', () => {
	test('tells apart what is due and what is incomplete, as the rules do', async () => {
		const mine = await anOrganisation(owner, 'Liste');
		const admin = await aColleague(owner, { organisationId: mine, role: 'organisation_administrator' });
		const names = new Map<string, boolean>();
		await fc.assert(
			fc.asyncProperty(anyRecord, async (record) => {
				const name = `S${String(names.size).padStart(3, '0')}`;
				const made = await createService(app, admin.signedIn, { organisationId: mine, name, mainLanguage: 'fr' });
				const own = { organisationId: mine, serviceId: 'serviceId' in made ? made.serviceId : '' };
				for (const section of ['audience', 'reach', 'coverage'] as const) {
					const { version } = (await look(own, admin.signedIn)).service;
					const edit = editOf(section, record);
					await editService(app, admin.signedIn, { ...own, section, version, edit, stillRight: [] });
				}
				const { service } = await look(own, admin.signedIn);
				names.set(name, listMissing(service.record).length > 0);
			}),
			{ numRuns: 20 },
		);
		const filter = { state: undefined, due: false, incomplete: true, page: 1 };
		const found = await listOwnServices(app, admin.signedIn, { organisationId: mine, filter });
		const listed = 'services' in found ? found.services.map(({ record }) => record.texts.fr.name) : [];
		expect(listed).toEqual([...names].filter(([, incomplete]) => incomplete).map(([name]) => name));
	});

	test('names what waits for a confirmation, which takes one act', async () => {
		const own = await aPublished('Ancienne fiche');
		await owner.updateTable('service').set({ confirmed_on: '2025-01-01' }).where('id', '=', own.serviceId).execute();
		const listDue = async () => {
			const due = await listServicesDue(app, alix.signedIn, { organisationId });
			return 'refused' in due ? [] : due.services.filter(({ id }) => id === own.serviceId);
		};
		expect(await listDue()).toMatchObject([{ names: { fr: 'Ancienne fiche' }, reason: 'confirmation' }]);
		expect(await confirmService(app, alix.signedIn, own)).toEqual({ confirmed: true });
		expect(await confirmService(app, alix.signedIn, own)).toEqual({ confirmed: true });
		expect(await listDue()).toEqual([]);
		const acts = owner.selectFrom('audit_entry').select('number').where('object', '=', `service:${own.serviceId}`);
		expect(await acts.where('act', '=', 'service.confirmed').execute()).toHaveLength(1);
		const gone = await confirmService(app, alix.signedIn, await aDraft());
		expect(gone).toEqual({ refused: 'other_state' });
	});

	test('every field of a record is edited in one section', () => {
		const edited = sections.flatMap((section) => fieldsOf(section));
		expect(new Set(edited).size).toBe(edited.length);
		expect(listChanges(aFullRecord, aFullRecord)).toEqual([]);
	});
});

describe('the open feed follows', () => {
	/** What the feed says of a service, and of its place. */
	async function readFeed({ serviceId }: { serviceId: string }) {
		const { rows } = await sql<{
			body: { status: string; alert?: string };
			text: string;
			sequence: string;
			gone: boolean;
		}>`
			select body::jsonb as body, body as text, sequence, deleted_at is not null as gone
			from hsds_document where kind = 'service' and id = ${serviceId}`.execute(visitors);
		return rows[0];
	}

	async function rename(own: { organisationId: string; serviceId: string }, name: string) {
		const { version } = (await look(own)).service;
		const edit = { fields: {}, texts: { fr: { name } } };
		return editService(app, alix.signedIn, { ...own, section: 'identity', version, edit, stillRight: [] });
	}

	test('a draft and its review say nothing; published by a coordinator, the service appears', async () => {
		const own = await aDraft('Le Fil');
		await write(own, aFullRecord);
		await submitService(app, alix.signedIn, own);
		expect(await readFeed(own)).toBeUndefined();
		await publishService(app, bo.signedIn, own);
		expect(await readFeed(own)).toMatchObject({ body: { name: 'Le Relais', status: 'active', assured_date: today } });
	});

	test('an edit raises its sequence, and so does undoing it', async () => {
		const own = await aPublished('Le Fil');
		const before = await readFeed(own);
		expect(await rename(own, 'Le Fil rouge')).toHaveProperty('version');
		const renamed = await readFeed(own);
		expect(renamed).toMatchObject({ body: { name: 'Le Fil rouge' } });
		expect(Number(renamed?.sequence)).toBeGreaterThan(Number(before?.sequence));
		const { version } = (await look(own)).service;
		const change = { version, field: 'name', language: 'fr' };
		expect(await restoreService(app, alix.signedIn, { ...own, version, change, isArea })).toEqual({ restored: true });
		const restored = await readFeed(own);
		expect(restored).toMatchObject({ body: { name: 'Le Fil' } });
		expect(Number(restored?.sequence)).toBeGreaterThan(Number(renamed?.sequence));
	});

	test('a pause says “temporarily closed” with its message, until it ends', async () => {
		const own = await aPublished('Le Fil');
		const until = addDays(today, 30);
		await pauseService(app, alix.signedIn, { ...own, until, message: { fr: 'Appelez le 107.' } });
		const paused = { status: 'temporarily closed', alert: 'Appelez le 107.', x_be_paused_until: until };
		expect(await readFeed(own)).toMatchObject({ body: paused });
		await resumeService(app, alix.signedIn, own);
		expect(await readFeed(own)).toMatchObject({ body: { status: 'active' } });
		expect((await readFeed(own))?.body.alert).toBeUndefined();
	});

	test('a confirmation says its day', async () => {
		const own = await aPublished('Le Fil');
		await owner
			.updateTable('service')
			.set({ confirmed_on: addDays(today, -200) })
			.where('id', '=', own.serviceId)
			.execute();
		await confirmService(app, alix.signedIn, own);
		expect(await readFeed(own)).toMatchObject({ body: { assured_date: today } });
	});

	test('archiving leaves a tombstone that says no more than the name', async () => {
		const own = await aPublished('Le Fil');
		await archiveService(app, alix.signedIn, { ...own, successorId: undefined });
		const tombstone = { id: own.serviceId, name: 'Le Fil', status: 'defunct', x_be_deleted: true };
		expect(await readFeed(own)).toMatchObject({ gone: true, body: tombstone });
		expect((await readFeed(own))?.text).not.toContain('Verviers');
	});

	test('a confidential address is not in it, nor is the contact for professionals', async () => {
		const hidden = { confidentialAddress: true, contactPhone: '+3287999999', contactEmail: 'equipe@relais.test' };
		const own = await aPublished('Le Fil', { ...aFullRecord, ...hidden });
		const { rows } = await sql<{
			body: string;
		}>`select body from hsds_document where organisation_id = ${organisationId}
			and body like ${`%${own.serviceId}%`}`.execute(owner);
		expect(rows.length).toBeGreaterThan(0);
		for (const { body } of rows) expect(body).not.toMatch(/Rue du Palais|"4800"|3287999999|equipe@/);
	});
});
