import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';

const { owner } = await aDatabase();
const organisationId = await anOrganisation(owner, 'Ville');
let made = 0;

/** A row of a service, as an import writes it, before its words are written. */
async function aService(state: string): Promise<string> {
	const { rows } = await sql<{
		id: string;
	}>`insert into service (organisation_id, origin_key, state, phone, email, url, street, postal_code, town)
		values (${organisationId}::uuid, ${`marks ${++made}`}, ${state}, '+3287112233', 'Accueil@Point.example', 'https://www.point.example/', 'rue de l’Église 1', '4800', 'Verviers')
		returning id`.execute(owner);
	return rows[0]?.id ?? '';
}

async function write(serviceId: string, language: string, name: string): Promise<void> {
	await sql`insert into service_text (organisation_id, service_id, published, language, name)
		select organisation_id, id, published, ${language}, ${name} from service where id = ${serviceId}::uuid`.execute(owner);
}

/** The marks that are kept, by the words that the service says now. */
async function listMarks(serviceId: string): Promise<{ kept: string[]; said: string[] }> {
	const { rows } = await sql<{ kept: string[]; said: string[] }>`
		with said as (select kind || ' ' || value as words, mark_value(kind, value) as value from list_marks(array[${serviceId}::uuid]))
		select array(select coalesce(s.words, 'not said: ' || m.kind) from service_mark m left join said s using (value) where m.service_id = ${serviceId}::uuid order by 1) as kept,
			array(select words from said order by 1) as said`.execute(owner);
	return rows[0] ?? { kept: [], said: [] };
}

test('a service has the marks of how it is reached as soon as it is written, and each name adds its own', async () => {
	const id = await aService('published');
	const reached = ['email accueil@point.example', 'phone +3287112233', 'street 4800 1 eglise rue', 'url point.example'];
	expect((await listMarks(id)).kept.toSorted()).toEqual(reached);
	await write(id, 'fr', 'Point d’Écoute des Récollets');
	const named = ['name ecoute point recollets', 'nearly ecoute point', 'nearly ecoute point recollets'];
	expect((await listMarks(id)).kept).toEqual(expect.arrayContaining([...reached, ...named]));
	await write(id, 'nl', 'Luisterpunt');
	const { kept, said } = await listMarks(id);
	expect(kept).toEqual(said);
	expect(kept).toContain('name luisterpunt');
});

test('what is archived has none, whatever is written of it', async () => {
	const id = await aService('archived');
	await write(id, 'fr', 'Point d’écoute');
	expect(await listMarks(id)).toEqual({ kept: [], said: [] });
});

test('a mark knows whether the public reads its service', async () => {
	const id = await aService('draft');
	await write(id, 'fr', 'Point d’écoute');
	const read = () =>
		sql<{ published: boolean }>`select distinct published from service_mark where service_id = ${id}::uuid`.execute(
			owner,
		);
	expect((await read()).rows).toEqual([{ published: false }]);
	await sql`update service set state = 'published' where id = ${id}::uuid`.execute(owner);
	expect((await read()).rows).toEqual([{ published: true }]);
});

test('of a service that is gone nothing derived stays', async () => {
	const id = await aService('published');
	await write(id, 'fr', 'Point d’écoute');
	await sql`insert into service_coverage (organisation_id, service_id, published, area_code)
		values (${organisationId}::uuid, ${id}::uuid, true, '63079')`.execute(owner);
	const count = async () => {
		const { rows } = await sql<{ marks: number; matches: number }>`select
			(select count(*)::integer from service_mark where service_id = ${id}::uuid) as marks,
			(select count(*)::integer from service_match where service_id = ${id}::uuid) as matches`.execute(owner);
		return rows[0];
	};
	expect(await count()).not.toMatchObject({ marks: 0 });
	expect(await count()).not.toMatchObject({ matches: 0 });
	await sql`delete from service where id = ${id}::uuid`.execute(owner);
	expect(await count()).toEqual({ marks: 0, matches: 0 });
});
