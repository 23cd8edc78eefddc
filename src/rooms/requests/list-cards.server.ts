import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { selectSealedLines, whereAfter, whereOfTeam } from './private/select-lines.ts';
import type { After } from './request-filter.ts';
import type { SealedLine } from './sealed-request.ts';
import type { TeamPlace } from './work-wishes.ts';

const linesPerPage = 1000;

/** All requests of a team, a thousand lines at a time, the newest first, with what the browser opens of each: its key and its card. */
export async function listCards(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { after: After },
): Promise<{ lines: SealedLine[]; next: After } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.listCards);
	if (actor === undefined) return { refused: 'unknown' };
	const { after, organisationId } = wish;
	const found = await actAs(database, { ...actor, teamId: wish.teamId }, (tx) =>
		selectSealedLines(tx, {
			organisationId,
			where: sql<boolean>`${whereOfTeam(wish)} and ${whereAfter(after)}`,
			order: sql`r.sent_at desc, r.id desc`,
			limit: linesPerPage + 1,
			offset: 0,
		}),
	);
	const lines = found.slice(0, linesPerPage);
	const last = found.length > linesPerPage ? lines.at(-1) : undefined;
	return { lines, next: last === undefined ? null : { sentAt: last.sentAt, id: last.id } };
}
