import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import type { Head } from '../merkle.ts';
import type { DailyRoot } from '../verify-root.ts';

const Heads = z.array(z.object({ organisation: z.string(), number: z.number(), hash: z.string() }));

/** The stored roots from the oldest on, one at a time. */
export async function* readRoots(tx: Transaction<DB>): AsyncGenerator<DailyRoot> {
	let last: DailyRoot | undefined;
	for (;;) {
		let next = tx.selectFrom('audit_root').selectAll().orderBy('day').limit(1);
		if (last !== undefined) next = next.where('day', '>', last.day);
		const row = await next.executeTakeFirst();
		if (row === undefined) return;
		last = { day: row.day, root: row.root.toString('hex'), heads: readHeads(row.heads) };
		yield last;
	}
}

/** The root of a day, or the latest that holds this organisation. */
export async function findRootOf(
	tx: Transaction<DB>,
	organisation: string,
	day: string | undefined,
): Promise<DailyRoot | undefined> {
	const roots = tx.selectFrom('audit_root').selectAll().orderBy('day', 'desc').limit(1);
	const holding = roots.where('heads', '@>', JSON.stringify([{ organisation }]));
	const row = await (day === undefined ? holding : holding.where('day', '=', day)).executeTakeFirst();
	return row && { day: row.day, root: row.root.toString('hex'), heads: readHeads(row.heads) };
}

/** Heads that do not even have the shape of heads were tampered with: no heads give another root. */
function readHeads(json: unknown): Head[] {
	const heads = Heads.safeParse(json);
	return heads.success ? heads.data : [];
}
