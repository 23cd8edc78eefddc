import { sql } from 'kysely';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { listPeople } from '#rooms/identity/list-people.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { Pace } from './measure-against-limit.ts';
import { makeNetworkDatabase } from './network-database.ts';
import { spreadOf, type Spread } from './numbers.ts';
import { seedRandom } from './random.ts';

export interface PeopleFigures {
	people: number;
	organisations: number;
	/** Lists a second, by who asks: the application behind its walls, and a role that no wall stops. */
	walled: Spread;
	open: Spread;
}

const people = 10_000;
const organisations = 300;
const atOnce = 4;

/** The first page of the people of an organisation, asked by its administrator, the same statements with and without row-level security. */
export async function measurePeople(serverUrl: string, pace: Pace): Promise<PeopleFigures> {
	const { adminUrl, appUrl } = await makeNetworkDatabase(serverUrl, 1);
	const admin = connect(adminUrl);
	const app = connect(appUrl);
	try {
		const readers = await loadPeople(admin);
		const rounds: { walled: number; open: number }[] = [];
		// One round to warm up, then turns: what the machine does meanwhile meets both.
		for (let round = -1; round < pace.rounds; round++) {
			const walled = await countLists(app, readers, pace.seconds);
			const open = await countLists(admin, readers, pace.seconds);
			if (round >= 0) rounds.push({ walled, open });
		}
		const spread = (who: 'walled' | 'open') => spreadOf(rounds.map((round) => round[who]));
		return { people, organisations, walled: spread('walled'), open: spread('open') };
	} finally {
		await Promise.all([admin.destroy(), app.destroy()]);
	}
}

function connect(url: string): Database {
	return connectDatabase(openPool(url, { max: atOnce, applicationName: 'maillage-bench' }));
}

/** Everyone has a role; one in each organisation administers it. Returns those. */
async function loadPeople(admin: Database): Promise<SignedIn[]> {
	await sql`insert into organisation (id, origin, origin_key, kind, name_fr)
		select md5('people ' || number)::uuid, 'partner', 'people-' || number, 'other', 'Organisation ' || number
		from generate_series(0, ${organisations - 1}::int) number`.execute(admin);
	await sql`insert into staff_member (id, name, language, spoken_languages)
		select md5('person ' || number)::uuid, 'Personne ' || md5(number::text), 'fr', '{fr,nl}'
		from generate_series(0, ${people - 1}::int) number`.execute(admin);
	await sql`insert into role_grant (organisation_id, person_id, role)
		select md5('people ' || number % ${organisations}::int)::uuid, md5('person ' || number)::uuid,
			case when number < ${organisations}::int then 'organisation_administrator' else 'contributor' end
		from generate_series(0, ${people - 1}::int) number`.execute(admin);
	await sql`vacuum (analyze)`.execute(admin);
	const { rows } = await sql<{ id: string; person: string; organisation: string }>`
		select id, person_id as person, organisation_id as organisation from role_grant
		where role = 'organisation_administrator' order by id`.execute(admin);
	return rows.map(({ id, person, organisation }) => asAdministrator(id, person, organisation));
}

function asAdministrator(id: string, personId: string, organisationId: string): SignedIn {
	const name = { fr: 'Organisation', nl: 'Organisation', de: 'Organisation', en: 'Organisation' };
	const role = 'organisation_administrator' as const;
	return {
		personId,
		name: 'Personne',
		language: 'fr',
		imaginary: false,
		sessionId: id,
		method: 'passkey',
		factors: 2,
		grants: [{ id, role, organisationId, organisation: name, teamId: null, teamName: null }],
	};
}

async function countLists(database: Database, readers: SignedIn[], seconds: number): Promise<number> {
	const random = seedRandom(11);
	const began = performance.now();
	let lists = 0;
	async function readOn(): Promise<void> {
		while (performance.now() - began < seconds * 1000) {
			const reader = readers[random.below(readers.length)];
			const organisationId = reader?.grants[0]?.organisationId ?? '';
			if (reader === undefined) return;
			const page = await listPeople(database, reader, { organisationId, filter: { page: 1 } });
			if ('refused' in page || page.people.length !== 25) throw new Error('The list of people is not whole.');
			lists += 1;
		}
	}
	await Promise.all(Array.from({ length: atOnce }, readOn));
	return lists / ((performance.now() - began) / 1000);
}
