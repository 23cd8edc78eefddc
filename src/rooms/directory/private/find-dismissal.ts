import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { LocalName } from '#rooms/identity/signed-in.ts';
import type { z } from 'zod';

/** Who said that two services are not the same, and when (ISO). The name is null outside their own organisation. */
export interface Dismissal {
	personId: string;
	name: string | null;
	organisation: z.infer<typeof LocalName>;
	at: string;
}

/** What was said of these two; undefined when nothing was, or one of them has changed since. */
export async function findDismissal(tx: Transaction<DB>, one: string, other: string): Promise<Dismissal | undefined> {
	const { rows } = await sql<{ personId: string; organisation: Dismissal['organisation']; at: Date }>`
		select p.dismissed_by as "personId", p.dismissed_at as at,
			jsonb_build_object('fr', o.name_fr, 'nl', coalesce(o.name_nl, o.name_fr), 'de', coalesce(o.name_de, o.name_fr), 'en', coalesce(o.name_en, o.name_fr)) as organisation
		from service_pair p join organisation o on o.id = p.dismissed_for
		where p.service_id = least(${one}::uuid, ${other}::uuid) and p.other_id = greatest(${one}::uuid, ${other}::uuid)
			and p.fingerprint = service_fingerprint(p.service_id) || ' ' || service_fingerprint(p.other_id)`.execute(tx);
	const [row] = rows;
	return row && { ...row, name: null, at: row.at.toISOString() };
}
