import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import type { ActFilter, ListedAct } from '../act-filter.ts';

const Details = z.record(z.string(), z.string());

/** The newest entries that the filter lets through, by keyset. */
export async function selectActs(
	tx: Transaction<DB>,
	organisationId: string,
	{ filter, limit }: { filter: ActFilter; limit: number },
): Promise<ListedAct[]> {
	const { from, to, act, person, before } = filter;
	let query = tx
		.selectFrom('audit_entry as e')
		.leftJoin('audit_personal as p', (join) =>
			join.onRef('p.organisation_id', '=', 'e.organisation_id').onRef('p.number', '=', 'e.number'),
		)
		.select(['e.number', 'e.at', 'e.act', 'e.object', 'p.person_id', 'p.role', 'p.team_id', 'p.details'])
		.where('e.organisation_id', '=', organisationId)
		.orderBy('e.number', 'desc')
		.limit(limit);
	if (before !== undefined) query = query.where('e.number', '<', before);
	if (act !== undefined) query = query.where('e.act', '=', act);
	if (person !== undefined) query = query.where('p.person_id', '=', person);
	if (from !== undefined) query = query.where('e.at', '>=', startOf(from, 0));
	if (to !== undefined) query = query.where('e.at', '<', startOf(to, 1));
	const rows = await query.execute();
	return rows.map(({ number, at, act: code, object, person_id, role, team_id, details }) => ({
		number,
		at: at.toISOString(),
		act: code,
		object: object ?? undefined,
		who:
			role === null
				? undefined
				: { person: person_id ?? undefined, role, team: team_id ?? undefined, details: Details.parse(details) },
	}));
}

/** Midnight in Brussels, some days after the one given. */
function startOf(day: string, later: number) {
	return sql<Date>`(${day}::date + ${later}::int)::timestamp at time zone 'Europe/Brussels'`;
}
