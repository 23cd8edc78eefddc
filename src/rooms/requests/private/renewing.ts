import { sha256 } from '@noble/hashes/sha2.js';
import { sql, type SqlBool, type Transaction } from 'kysely';
import { equalBytes } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { findHeldEpoch } from '#rooms/keys/find-held-epoch.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import type { Renewal, RenewalRefusal } from '../wrap-renewal.ts';

interface Renewing {
	renewal: Renewal;
	allowed: readonly Role[];
}

/** Something done by a holder of the epoch to which wraps are renewed; anyone else is refused. */
export function asHolder<Result>(
	database: Database,
	person: SignedIn,
	{ renewal, allowed, work }: Renewing & { work: (tx: Transaction<DB>, actor: Actor) => Promise<Result> },
): Promise<Result | { refused: RenewalRefusal }> {
	const { organisationId, teamId, epoch } = renewal;
	const actor = findActor(person, { organisationId, teamId }, allowed);
	if (actor === undefined) return Promise.resolve({ refused: 'unknown' });
	return actAs(database, actor, async (tx): Promise<Result | { refused: RenewalRefusal }> => {
		const held = await findHeldEpoch(tx, { organisationId, teamId, personId: person.personId });
		return held === epoch ? work(tx, actor) : { refused: 'moved_on' };
	});
}

/** Requests of the team that open with an older epoch alone. */
export function selectOlder(tx: Transaction<DB>, { organisationId, teamId, epoch }: Renewal) {
	return tx
		.selectFrom('request')
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.where(sql<SqlBool>`coalesce(vault_epoch, epoch) < ${epoch}`);
}

/** The outer layers of an organisation, each looked up once. */
export function layersOf(tx: Transaction<DB>, organisationId: string): (month: string) => Promise<OuterLayer> {
	const layers = new Map<string, Promise<OuterLayer>>();
	return (month) => {
		const layer = layers.get(month) ?? findOuterLayer(tx, { organisationId, month });
		layers.set(month, layer);
		return layer;
	};
}

/** Whether what is stored beside is still what somebody has read back and opened, of which they tell the SHA-256. */
export function isReadBack(
	layer: OuterLayer,
	{ requestId, wrap, hash }: { requestId: string; wrap: Uint8Array | null; hash: Uint8Array },
): boolean {
	const stored = takeOff(layer, `${requestId}:vault`, wrap);
	return stored !== undefined && equalBytes(sha256(stored), hash);
}

/** Without its outer layer; undefined when it is of another month, or that month is over. */
export function takeOff(layer: OuterLayer, what: string, layered: Uint8Array | null): Uint8Array | undefined {
	if (layered === null) return undefined;
	try {
		return layer.take(what, layered);
	} catch (error) {
		if (error instanceof CannotOpen) return undefined;
		throw error;
	}
}
