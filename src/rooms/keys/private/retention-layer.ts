import type { Transaction } from 'kysely';
import { CannotOpen, open, seal, type Place } from '#house/crypto/envelope.ts';
import type { DB } from '#house/database/schema.ts';
import type { OuterLayer, Retention } from '../outer-layer.ts';

export async function findSecret(
	tx: Transaction<DB>,
	{ organisationId, month }: Retention,
): Promise<Uint8Array | undefined> {
	const row = await tx
		.selectFrom('retention_key')
		.select('secret')
		.where('organisation_id', '=', organisationId)
		.where('month', '=', month)
		.executeTakeFirst();
	return row?.secret;
}

export function layer({ organisationId, month }: Retention, secret: Uint8Array | undefined): OuterLayer {
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
