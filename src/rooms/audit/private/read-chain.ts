import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import type { ChainEntry, PersonalState } from '../chain.ts';

const ROWS_AT_ONCE = 2000;
/** Below every number, also those that only tampering could bring in. */
const LOWEST = -2_147_483_648;
const Details = z.record(z.string(), z.string());

interface Row extends Omit<ChainEntry, 'at' | 'personal'> {
	at: Date;
	stored: boolean;
	salt: string | null;
	person: string | null;
	role: string | null;
	team: string | null;
	details: unknown;
	erased_in: number | null;
}

/** The entries of a chain in order of number, in batches: memory does not grow with the chain. */
export async function* readChain(
	tx: Transaction<DB>,
	organisation: string,
	upTo?: number,
): AsyncGenerator<ChainEntry[]> {
	let after = LOWEST;
	for (;;) {
		const { rows } = await sql<Row>`
			select e.organisation_id as organisation, e.number, e.at, e.act, e.object, encode(e.commitment, 'hex') as commitment,
				encode(e.previous, 'hex') as previous, encode(e.hash, 'hex') as hash, p.number is not null as stored,
				encode(p.salt, 'hex') as salt, p.person_id as person, p.role, p.team_id as team, p.details, p.erased_in
			from audit_entry e left join audit_personal p on p.organisation_id = e.organisation_id and p.number = e.number
			where e.organisation_id = ${organisation} and e.number > ${after} and e.number <= ${upTo ?? -(LOWEST + 1)}
			order by e.number limit ${ROWS_AT_ONCE}`.execute(tx);
		if (rows.length > 0) yield rows.map(readEntry);
		after = rows.at(-1)?.number ?? after;
		if (rows.length < ROWS_AT_ONCE) return;
	}
}

/** Every organisation that has a chain, one look-up each. */
export async function* readOrganisations(tx: Transaction<DB>): AsyncGenerator<string> {
	let last: string | undefined;
	for (;;) {
		let next = tx.selectFrom('audit_entry').select('organisation_id').orderBy('organisation_id').limit(1);
		if (last !== undefined) next = next.where('organisation_id', '>', last);
		last = (await next.executeTakeFirst())?.organisation_id;
		if (last === undefined) return;
		yield last;
	}
}

function readEntry({ stored, salt, person, role, team, details, erased_in, at, ...link }: Row): ChainEntry {
	return { ...link, at: at.toISOString(), personal: readPersonal() };

	function readPersonal(): PersonalState {
		if (!stored) return 'gone';
		if (erased_in !== null) return { erasedIn: erased_in };
		const known = Details.safeParse(details);
		// Only tampering makes such a row: an empty salt gives no commitment, so it is named as altered.
		if (salt === null || role === null || !known.success) return { salt: '', person, role: '', team, details: {} };
		return { salt, person, role, team, details: known.data };
	}
}
