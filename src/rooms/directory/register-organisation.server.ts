import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

export interface NewOrganisation {
	/** What it is known by for ever, as its enterprise number. */
	key: string;
	kind: 'community' | 'region' | 'province' | 'municipality' | 'other';
	/** The one area it stands for, as a commune does. */
	areaCode: string | null;
	names: { fr: string | null; nl: string | null; de: string | null };
}

/** Gives an organisation of the network its place in the directory, or finds the place it has. Returns its id. */
export async function registerOrganisation(tx: Transaction<DB>, entry: NewOrganisation): Promise<string> {
	const { key, kind, areaCode, names } = entry;
	const name = names.fr ?? names.nl ?? names.de;
	if (name === null) throw new RangeError('an organisation without a name');
	const known = tx
		.selectFrom('organisation')
		.select('id')
		.where('origin', '=', 'partner')
		.where('origin_key', '=', key);
	await tx
		.insertInto('organisation')
		.values({
			origin: 'partner',
			origin_key: key,
			enterprise_number: isEnterpriseNumber(key) ? key : null,
			kind,
			area_code: areaCode,
			name_fr: name,
			name_nl: names.nl,
			name_de: names.de,
		})
		.onConflict((conflict) => conflict.columns(['origin', 'origin_key']).doNothing())
		.execute();
	return (await known.executeTakeFirstOrThrow()).id;
}

/** Ten digits with right check digits; an organisation may be known by another key. */
function isEnterpriseNumber(key: string): boolean {
	return /^[01]\d{9}$/.test(key) && 97 - (Number(key.slice(0, 8)) % 97) === Number(key.slice(8));
}
