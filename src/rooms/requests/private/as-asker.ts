import { createHash, timingSafeEqual } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import { doPart } from '#house/database/do-part.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import type { ReceiptProof } from '../receipt-proof.ts';
import type { KeptRequest } from './keep-until.ts';

/** A transaction of someone who has no account: sees where one can write, and by a receipt one request. */
export function actAsAsker<Result>(
	database: Database,
	work: (tx: Transaction<DB>) => Promise<Result>,
): Promise<Result> {
	return actAs(database, {}, (tx) => doPart(tx, 'asking', () => work(tx)));
}

/** From here on the transaction works for whoever wrote, or is about to write, this request, at its organisation. */
async function holdReceipt(tx: Transaction<DB>, { organisationId, requestId }: KeptRequest): Promise<void> {
	await sql`select set_config('app.organisation', ${organisationId}, true),
		set_config('app.request', ${requestId}, true)`.execute(tx);
}

const nobodysHash = Buffer.alloc(32);

/** The request of a receipt, for which the transaction works from here on. An unknown locator and a wrong secret are the same. */
export async function holdRequest(tx: Transaction<DB>, proof: ReceiptProof): Promise<KeptRequest | undefined> {
	await sql`select set_config('app.locator', ${proof.locator}, true)`.execute(tx);
	const row = await tx
		.selectFrom('request')
		.select(['organisation_id as organisationId', 'id as requestId', 'authentication_hash'])
		.where('locator', '=', proof.locator)
		.executeTakeFirst();
	await sql`select set_config('app.locator', '', true)`.execute(tx);
	const shown = createHash('sha256').update(proof.authentication).digest();
	const isRight = timingSafeEqual(shown, row?.authentication_hash ?? nobodysHash);
	if (row === undefined || !isRight) return undefined;
	const { organisationId, requestId } = row;
	await holdReceipt(tx, { organisationId, requestId });
	return { organisationId, requestId };
}

/** Who is in the record of acts: the person, of whom nothing is known. */
export function askerOf(organisationId: string): AuditActor {
	return { organisationId, personId: null, role: 'person' };
}
