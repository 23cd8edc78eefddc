import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import { listLost, type Essential } from '../missing-for-publishing.ts';
import { mergeRecords, type Choices } from '../merging.ts';
import { projectServices } from '../project-services.server.ts';
import { listChanges } from '../service-changes.ts';
import { isPublic } from '../service-lifecycle.ts';
import { moveService } from './move-service.ts';
import type { StoredService } from './stored-service.ts';
import { writeRecord } from './write-record.ts';

interface Merge {
	tx: Transaction<DB>;
	surviving: StoredService;
	ceasing: StoredService;
}

export type MergeRefusal =
	| { refused: 'archived' }
	/** Who has the address of a public entry must not be led to one that nobody can read. */
	| { refused: 'surviving_hidden' }
	| { refused: 'incomplete'; missing: Essential[] };

/** Why these two cannot become one; undefined when they can. */
export function refuseMerge({ surviving, ceasing }: Omit<Merge, 'tx'>): MergeRefusal | undefined {
	if (surviving.state === 'archived' || ceasing.state === 'archived') return { refused: 'archived' };
	return isPublic(ceasing.state) && !isPublic(surviving.state) ? { refused: 'surviving_hidden' } : undefined;
}

/** Writes what the surviving entry says from now on, as any edit of it: with its history, each value to be taken back. */
export async function writeSurviving(
	{ tx, surviving, ceasing }: Merge,
	actor: Actor,
	chosen: Choices,
): Promise<MergeRefusal | undefined> {
	const isForeign = surviving.organisationId !== ceasing.organisationId;
	const next = mergeRecords({ ...surviving, isForeign: false }, { ...ceasing, isForeign }, chosen);
	const changes = listChanges(surviving.record, next);
	if (changes.length === 0) return undefined;
	const missing = listLost(surviving.record, next);
	if (missing.includes('name') || (isPublic(surviving.state) && missing.length > 0))
		return { refused: 'incomplete', missing };
	const today = readClock(new Date()).date;
	await writeRecord(tx, { stored: surviving, next, changes, personId: actor.personId, today });
	return undefined;
}

/**
 * Archives the other one, which leads on to the surviving one from now on; in the feed the surviving one tells both identifiers, where it
 * is of the same organisation. The transaction acts for the organisation of the other one.
 */
export async function endCeasing({ tx, surviving, ceasing }: Merge, actor: Actor): Promise<void> {
	await tx
		.insertInto('service_successor')
		.values({
			organisation_id: ceasing.organisationId,
			service_id: ceasing.id,
			successor_organisation_id: surviving.organisationId,
			successor_id: surviving.id,
			merged: true,
		})
		.execute();
	const details = { into: surviving.id };
	await moveService({ tx, actor, stored: ceasing }, { act: 'service.merged', state: 'archived', details });
	const { organisationId, id } = surviving;
	if (organisationId === ceasing.organisationId) await projectServices(tx, { organisationId, serviceIds: [id] });
}
