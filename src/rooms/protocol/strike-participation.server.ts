import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { findOwnParty } from './private/find-own-party.server.ts';

/** A party takes back what it recorded by mistake: it never counted, and the record of acts keeps that it was there. */
export async function strikeParticipation(
	database: Database,
	person: SignedIn,
	{ organisationId, participationId }: { organisationId: string; participationId: string },
): Promise<{ participationId: string } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.strikeParticipation);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const partyId = await findOwnParty(tx, organisationId);
		const struck = await tx
			.updateTable('participation')
			.set({ struck_at: sql<string>`now()` })
			.where('id', '=', participationId)
			.where('organisation_id', '=', organisationId)
			.where('struck_at', 'is', null)
			.returning(['domain', 'from', 'until'])
			.executeTakeFirst();
		if (struck === undefined) return { refused: 'unknown' };
		const { domain, from, until } = struck;
		await recordAct(tx, actor, {
			act: 'participation.struck',
			object: `party:${partyId}`,
			details: { domain, from, ...(until === null ? {} : { until }) },
		});
		return { participationId };
	});
}
