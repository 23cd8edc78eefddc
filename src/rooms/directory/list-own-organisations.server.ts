import type { Kysely } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';

export interface OwnOrganisation {
	id: string;
	origin: 'reference' | 'partner';
	/** As `verviers`; of one that joined later, what it was registered under. */
	key: string;
	name: Record<Language, string>;
}

/** The organisations in which people may work: the signatories and those that joined, not the imaginary ones of the public side. */
export async function listOwnOrganisations(database: Kysely<DB>): Promise<OwnOrganisation[]> {
	const rows = await database
		.selectFrom('organisation')
		.select(['id', 'origin', 'origin_key', 'name_fr', 'name_nl', 'name_de', 'name_en'])
		.where('origin', 'in', ['reference', 'partner'])
		.orderBy('name_fr')
		.orderBy('id')
		.execute();
	return rows.map(({ id, origin, origin_key: key, name_fr: fr, name_nl, name_de, name_en }) => ({
		id,
		origin: origin === 'partner' ? 'partner' : 'reference',
		key,
		name: { fr, nl: name_nl ?? fr, de: name_de ?? fr, en: name_en ?? fr },
	}));
}
