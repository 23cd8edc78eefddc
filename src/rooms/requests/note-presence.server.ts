import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamPlace } from './work-wishes.ts';

/** Told every 15 seconds or so while somebody writes; after this they are taken to have stopped. */
const presentSeconds = 40;

interface Wish extends TeamPlace {
	requestId: string;
	writing: boolean;
}

/** Says whether one is writing an answer, and learns who else is, and which version of the request there is by now. */
export async function notePresence(
	database: Database,
	person: SignedIn,
	wish: Wish,
): Promise<{ version: number; writing: string[] } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.notePresence);
	if (actor === undefined) return { refused: 'unknown' };
	const { personId } = actor;
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const row = await tx
			.selectFrom('request')
			.select('version')
			.where('organisation_id', '=', wish.organisationId)
			.where('team_id', '=', wish.teamId)
			.where('id', '=', wish.requestId)
			.executeTakeFirst();
		if (row === undefined) return { refused: 'unknown' };
		await note(tx, { ...wish, personId });
		const others = await tx
			.selectFrom('request_presence')
			.select('person_id')
			.where('request_id', '=', wish.requestId)
			.where('person_id', '<>', personId)
			.where('until', '>', sql<Date>`now()`)
			.execute();
		const names = await nameColleagues(
			tx,
			others.map(({ person_id }) => person_id),
		);
		return { version: row.version, writing: [...names.values()].toSorted() };
	});
}

async function note(tx: Transaction<DB>, wish: Wish & { personId: string }): Promise<void> {
	const own = { organisation_id: wish.organisationId, request_id: wish.requestId, person_id: wish.personId };
	if (!wish.writing) {
		await tx
			.deleteFrom('request_presence')
			.where('organisation_id', '=', wish.organisationId)
			.where('request_id', '=', wish.requestId)
			.where('person_id', '=', wish.personId)
			.execute();
		return;
	}
	const until = sql<Date>`now() + make_interval(secs => ${presentSeconds})`;
	await tx
		.insertInto('request_presence')
		.values({ ...own, until })
		.onConflict((conflict) => conflict.columns(['organisation_id', 'request_id', 'person_id']).doUpdateSet({ until }))
		.execute();
}
