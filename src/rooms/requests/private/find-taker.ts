import { sql } from 'kysely';
import { randomBytes } from '#house/crypto/bytes.ts';
import { askPrepared, type Database } from '#house/database/kysely.ts';
import { openOuterLayer } from '#rooms/keys/open-outer-layer.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';

/** A request that was sent before, under this id. */
export interface SentBefore {
	authenticationHash: Uint8Array;
	dueOn: string;
}

/** Who takes what is written to a service now; the month until which it is kept, and its outer layer. */
export interface Taker {
	organisationId: string;
	teamId: string;
	/** Working days. */
	promisedDays: number;
	withoutScript: boolean;
	epoch: number;
	month: string;
	layer: OuterLayer;
}

interface Row {
	hash: Buffer | null;
	dueOn: string;
	organisationId: string | null;
	teamId: string;
	promisedDays: number;
	withoutScript: boolean;
	epoch: number;
	month: string;
	/** Null where it is the first request of the month, and no key was drawn for it. */
	secret: Buffer | null;
}

interface Wish {
	serviceId: string;
	requestId: string;
	/** YYYY-MM-DD in Brussels. */
	day: string;
}

/** For whoever sends a request to a service: who takes it, or what was sent before. Undefined where nobody takes anything. */
export async function findTaker(database: Database, wish: Wish): Promise<{ before: SentBefore } | Taker | undefined> {
	const found = await ask(database, wish, null);
	const isFirstOfMonth = found.hash === null && found.organisationId !== null && found.secret === null;
	const { hash, dueOn, organisationId, secret, ...taker } = isFirstOfMonth
		? await ask(database, wish, Buffer.from(randomBytes(32)))
		: found;
	if (hash !== null) return { before: { authenticationHash: hash, dueOn } };
	if (organisationId === null || secret === null) return undefined;
	return { organisationId, ...taker, layer: openOuterLayer({ organisationId, month: taker.month }, secret) };
}

/** @param drawn for the month's key, where nobody has drawn one yet */
async function ask(database: Database, { serviceId, requestId, day }: Wish, drawn: Buffer | null): Promise<Row> {
	const [row] = await askPrepared(
		database,
		'find-taker',
		sql<Row>`select sent_hash as hash, sent_due_on as "dueOn", taker as "organisationId", taking_team as "teamId",
			promised_within as "promisedDays", takes_without_script as "withoutScript", taking_epoch as epoch, kept_until as month, secret
			from find_taker(${serviceId}, ${requestId}, ${day}, ${drawn})`,
	);
	if (row === undefined) throw new Error('find_taker gave no row');
	return row;
}
