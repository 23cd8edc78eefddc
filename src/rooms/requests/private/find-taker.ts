import { sql } from 'kysely';
import { randomBytes } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import { openOuterLayer } from '#rooms/keys/open-outer-layer.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import { Intake } from '../intake.ts';

/** A request that was sent before, under this id. */
export interface SentBefore {
	authenticationHash: Uint8Array;
	dueOn: string;
}

/** Who takes what is written to a service now; the month until which it is kept, and its outer layer. */
export interface Taker {
	intake: Intake;
	month: string;
	layer: OuterLayer;
}

interface Row {
	hash: Buffer | null;
	dueOn: string;
	intake: unknown;
	month: string;
	secret: Buffer;
}

interface Wish {
	serviceId: string;
	requestId: string;
	/** YYYY-MM-DD in Brussels. */
	day: string;
}

/** For whoever sends a request to a service: who takes it, or what was sent before. Undefined where nobody takes anything. */
export async function findTaker(
	database: Database,
	{ serviceId, requestId, day }: Wish,
): Promise<{ before: SentBefore } | Taker | undefined> {
	const drawn = Buffer.from(randomBytes(32));
	const { rows } = await sql<Row>`
		select sent_hash as hash, sent_due_on as "dueOn", intake, month, secret
		from find_taker(${serviceId}, ${requestId}, ${day}, ${drawn})`.execute(database);
	const [row] = rows;
	if (row === undefined) throw new Error('find_taker gave no row');
	const { hash, dueOn, month, secret } = row;
	if (hash !== null) return { before: { authenticationHash: hash, dueOn } };
	if (row.intake === null) return undefined;
	const intake = Intake.parse(row.intake);
	return { intake, month, layer: openOuterLayer({ organisationId: intake.organisationId, month }, secret) };
}
