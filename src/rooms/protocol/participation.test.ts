import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader, type PublicReader } from '#house/database/public-reader.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { roles } from '#rooms/identity/roles.ts';
import { aParty, aSecretary } from './a-register.builder.ts';
import type { Domain } from './domain.ts';
import { enterPartyAct } from './enter-party-act.server.ts';
import { giveContact } from './give-contact.server.ts';
import { leaveDomain } from './leave-domain.server.ts';
import { listOn } from './party-list.ts';
import { readRegister } from './read-register.server.ts';
import { removeContact } from './remove-contact.server.ts';
import { strikeParticipation } from './strike-participation.server.ts';
import { takePart } from './take-part.server.ts';

const database = await aDatabase();
const { owner, app } = database;
let reader: PublicReader;

beforeAll(() => {
	reader = openPublicReader(openPool(database.urls.public, { max: 2, applicationName: 'maillage-test' }));
});

function form(domain: Domain, day: string, id: string = randomUUID()) {
	return { domain, day, decidedBy: 'Collège communal', id };
}

async function read(partyId: string, day: string) {
	const register = await readRegister(reader);
	const listed = listOn(register, day, 'fr').find(({ party }) => party.id === partyId);
	return { state: listed?.standing.state, domains: listed?.domains };
}

describe('a party', () => {
	test('takes part in a domain, leaves it, and stays a party', async () => {
		const { partyId, organisationId, administrator } = await aParty(database);
		const begun = form('expertise', '2021-01-01');
		await takePart(app, administrator, { organisationId, form: begun });
		await takePart(app, administrator, { organisationId, form: form('communication', '2021-01-01') });
		const end = { ...begun, day: '2022-12-31' };
		expect(await leaveDomain(app, administrator, { organisationId, form: end })).toEqual({ participationId: begun.id });
		// Sent twice, it ended once.
		expect(await leaveDomain(app, administrator, { organisationId, form: end })).toEqual({ participationId: begun.id });
		expect(await read(partyId, '2022-12-31')).toEqual({ state: 'party', domains: ['communication', 'expertise'] });
		expect(await read(partyId, '2023-01-01')).toEqual({ state: 'party', domains: ['communication'] });
		const acts = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('organisation_id', '=', organisationId)
			.orderBy('number')
			.execute();
		expect(acts.map(({ act }) => act).slice(-3)).toEqual([
			'participation.begun',
			'participation.begun',
			'participation.ended',
		]);
	});

	test('takes part again after having left, never twice at once', async () => {
		const { organisationId, administrator } = await aParty(database);
		const begun = form('expertise', '2021-01-01');
		const take = (wish: ReturnType<typeof form>) => takePart(app, administrator, { organisationId, form: wish });
		expect(await take(begun)).toEqual({ participationId: begun.id });
		expect(await take(begun)).toEqual({ participationId: begun.id });
		expect(await take(form('expertise', '2022-01-01'))).toEqual({ refused: 'overlap' });
		expect(await leaveDomain(app, administrator, { organisationId, form: { ...begun, day: '2020-12-31' } })).toEqual({
			refused: 'before_start',
		});
		await leaveDomain(app, administrator, { organisationId, form: { ...begun, day: '2022-12-31' } });
		expect(await leaveDomain(app, administrator, { organisationId, form: { ...begun, day: '2023-12-31' } })).toEqual({
			refused: 'already_ended',
		});
		expect(await take(form('expertise', '2022-12-31'))).toEqual({ refused: 'overlap' });
		expect(await take(form('expertise', '2023-01-01'))).toMatchObject({ participationId: expect.any(String) });
		const rows = await owner
			.selectFrom('participation')
			.select('domain')
			.where('organisation_id', '=', organisationId)
			.execute();
		expect(rows).toHaveLength(2);
	});

	test('in two browsers at once takes part once', async () => {
		const { organisationId, administrator } = await aParty(database);
		const answers = await Promise.all(
			['2021-01-01', '2021-06-01'].map((day) =>
				takePart(app, administrator, { organisationId, form: form('communication', day) }),
			),
		);
		expect(answers.filter((answer) => 'refused' in answer)).toEqual([{ refused: 'overlap' }]);
	});

	test('takes part only while it is one', async () => {
		const { organisationId, administrator } = await aParty(database);
		expect(await takePart(app, administrator, { organisationId, form: form('expertise', '2020-01-15') })).toEqual({
			refused: 'not_party',
		});
		const candidate = await aParty(database, [['announced', '2024-01-01']]);
		const wish = { organisationId: candidate.organisationId, form: form('expertise', '2025-01-01') };
		expect(await takePart(app, candidate.administrator, wish)).toEqual({ refused: 'not_party' });
	});

	test('takes back what it recorded by mistake, and may then say it right', async () => {
		const { partyId, organisationId, administrator } = await aParty(database);
		const wrong = form('expertise', '2022-01-01');
		await takePart(app, administrator, { organisationId, form: wrong });
		const strike = { organisationId, participationId: wrong.id };
		expect(await strikeParticipation(app, administrator, strike)).toEqual({ participationId: wrong.id });
		expect(await strikeParticipation(app, administrator, strike)).toEqual({ refused: 'unknown' });
		await takePart(app, administrator, { organisationId, form: form('expertise', '2021-01-01') });
		expect(await read(partyId, '2021-06-01')).toEqual({ state: 'party', domains: ['expertise'] });
	});

	test('that withdraws takes part in nothing any more, what was to begin included', async () => {
		const { partyId, organisationId, administrator } = await aParty(database);
		await takePart(app, administrator, { organisationId, form: form('expertise', '2021-01-01') });
		await takePart(app, administrator, { organisationId, form: form('communication', '2023-06-01') });
		const secretary = await aSecretary(database);
		await enterPartyAct(app, secretary, { partyId, kind: 'withdrawn', on: '2023-01-01' });
		expect(await read(partyId, '2022-12-31')).toEqual({ state: 'party', domains: ['expertise'] });
		expect(await read(partyId, '2024-01-01')).toEqual({ state: 'withdrawn', domains: [] });
		const rows = await owner
			.selectFrom('participation')
			.select(['domain', 'until', 'struck_at'])
			.where('party_id', '=', partyId)
			.orderBy('domain')
			.execute();
		expect(rows).toMatchObject([
			{ domain: 'communication', until: null, struck_at: expect.any(Date) },
			{ domain: 'expertise', until: '2023-01-01', struck_at: null },
		]);
	});

	test('says whom to reach, once, and no longer', async () => {
		const { partyId, organisationId, administrator } = await aParty(database);
		const wish = {
			organisationId,
			form: { function: 'Coordination prévention', email: 'prevention@essai.example', phone: null },
		};
		const given = await giveContact(app, administrator, wish);
		expect(await giveContact(app, administrator, wish)).toEqual(given);
		if ('refused' in given) throw new Error(given.refused);
		const contacts = async () => (await readRegister(reader)).find(({ id }) => id === partyId)?.contacts;
		expect(await contacts()).toMatchObject([{ function: 'Coordination prévention' }]);
		const removal = { organisationId, contactId: given.contactId };
		expect(await removeContact(app, administrator, removal)).toEqual({ contactId: given.contactId });
		expect(await removeContact(app, administrator, removal)).toEqual({ refused: 'unknown' });
		expect(await contacts()).toEqual([]);
	});
});

test.each(roles.filter((role) => role !== 'organisation_administrator'))(
	'%s says nothing for the party, nor does the administrator of another',
	async (role) => {
		const { organisationId, administrator } = await aParty(database);
		const begun = form('expertise', '2021-01-01');
		await takePart(app, administrator, { organisationId, form: begun });
		const { signedIn } = await aColleague(owner, { organisationId, role });
		const { administrator: stranger } = await aParty(database);
		const contact = { function: 'x', email: 'x@essai.example', phone: null };
		for (const person of [signedIn, stranger]) {
			const answers = [
				await takePart(app, person, { organisationId, form: form('communication', '2021-01-01') }),
				await leaveDomain(app, person, { organisationId, form: { ...begun, day: '2022-01-01' } }),
				await strikeParticipation(app, person, { organisationId, participationId: begun.id }),
				await giveContact(app, person, { organisationId, form: contact }),
				await removeContact(app, person, { organisationId, contactId: randomUUID() }),
			];
			expect(answers).toEqual(answers.map(() => ({ refused: 'unknown' })));
		}
	},
);

test('a participation of another organisation cannot be ended by its id', async () => {
	const mine = await aParty(database);
	const other = await aParty(database);
	const begun = form('expertise', '2021-01-01');
	await takePart(app, other.administrator, { organisationId: other.organisationId, form: begun });
	const attempt = { organisationId: mine.organisationId, form: { ...begun, day: '2022-01-01' } };
	expect(await leaveDomain(app, mine.administrator, attempt)).toEqual({ refused: 'unknown' });
});

test('no two rows overlap, whatever is written by hand', async () => {
	const { partyId, organisationId } = await aParty(database);
	const row = {
		organisation_id: organisationId,
		party_id: partyId,
		domain: 'expertise',
		from: '2021-01-01',
		decided_by: 'x',
	};
	await owner.insertInto('participation').values(row).execute();
	await expect(
		owner
			.insertInto('participation')
			.values({ ...row, from: '2022-01-01' })
			.execute(),
	).rejects.toThrow(/already takes part/);
	await expect(
		owner.updateTable('participation').set({ from: '2019-01-01' }).where('party_id', '=', partyId).execute(),
	).rejects.toThrow(/only be ended or struck/);
});
