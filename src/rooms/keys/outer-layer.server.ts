import type { Transaction } from 'kysely';
import { randomBytes } from '#house/crypto/bytes.ts';
import { CannotOpen, open, seal, type Place } from '#house/crypto/envelope.ts';
import { doPart } from '#house/database/do-part.ts';
import type { DB } from '#house/database/schema.ts';

/** Whose retention key, and of which month: its first day, as `2027-03-01`. */
export interface Retention {
	organisationId: string;
	month: string;
}

/** Puts the outer layer on wrapped keys and takes it off, with one retention key. */
export interface OuterLayer {
	/** @param what says which wrap it is, as `<request>:vault`: another one's does not open */
	put(what: string, wrap: Uint8Array): Buffer;
	/** @throws {CannotOpen} */
	take(what: string, layered: Uint8Array): Uint8Array;
}

/** The outer layer of a month to come; its key is made when first needed. The transaction acts for the organisation. */
export function makeOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	return doPart(tx, 'keeping', async () => {
		const { organisationId: organisation_id, month } = retention;
		await tx
			.insertInto('retention_key')
			.values({ organisation_id, month, secret: Buffer.from(randomBytes(32)) })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		return layer(retention, await findSecret(tx, retention));
	});
}

/** The outer layer of a month that has its key. Once that is destroyed, `take` throws {@link CannotOpen}: the month is over. */
export function findOuterLayer(tx: Transaction<DB>, retention: Retention): Promise<OuterLayer> {
	return doPart(tx, 'keeping', async () => layer(retention, await findSecret(tx, retention)));
}

async function findSecret(tx: Transaction<DB>, { organisationId, month }: Retention): Promise<Uint8Array | undefined> {
	const row = await tx
		.selectFrom('retention_key')
		.select('secret')
		.where('organisation_id', '=', organisationId)
		.where('month', '=', month)
		.executeTakeFirst();
	return row?.secret;
}

function layer({ organisationId, month }: Retention, secret: Uint8Array | undefined): OuterLayer {
	const place = (object: string): Place => ({
		kind: 'outer_layer',
		organisation: organisationId,
		team: '',
		container: month,
		object,
		version: 1,
	});
	function getSecret(): Uint8Array {
		if (secret === undefined) throw new CannotOpen('The retention key of this month is destroyed.');
		return secret;
	}
	return {
		put: (what, wrap) => Buffer.from(seal(getSecret(), place(what), wrap)),
		take: (what, layered) => open(getSecret(), place(what), layered),
	};
}
