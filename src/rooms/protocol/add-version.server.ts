import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { VersionForm } from './protocol-text.ts';
import { findSecretary } from './secretary.ts';

/** The secretariat enters a later version of the protocol. `stale`: someone has entered that version in between. */
export async function addVersion(
	database: Database,
	person: SignedIn,
	{ number, adoptedOn, note }: VersionForm,
): Promise<{ number: number } | { refused: 'unknown' | 'stale' | 'in_future' | 'before_last' }> {
	const actor = findSecretary(person);
	if (actor === undefined) return { refused: 'unknown' };
	if (adoptedOn > readClock(new Date()).date) return { refused: 'in_future' };
	return actAs(database, actor, async (tx) => {
		const last = await tx
			.selectFrom('protocol_version')
			.select(['number', 'adopted_on', 'note'])
			.orderBy('number', 'desc')
			.limit(1)
			.executeTakeFirst();
		// The same form sent twice.
		if (last?.number === number && last.adopted_on === adoptedOn && last.note === note) return { number };
		if (number !== (last?.number ?? 0) + 1) return { refused: 'stale' };
		if (last !== undefined && adoptedOn < last.adopted_on) return { refused: 'before_last' };
		const inserted = await tx
			.insertInto('protocol_version')
			.values({ number, adopted_on: adoptedOn, note, recorded_by: actor.personId })
			.onConflict((conflict) => conflict.column('number').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (inserted === undefined) return { refused: 'stale' };
		await recordAct(tx, actor, {
			act: 'protocol_version.recorded',
			object: `protocol_version:${number}`,
			details: { adopted_on: adoptedOn },
		});
		return { number };
	});
}
