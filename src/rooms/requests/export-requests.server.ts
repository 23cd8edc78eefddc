import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { openAsMember } from './private/open-as-member.ts';
import { whereAfter, whereOfTeam } from './private/select-lines.ts';
import type { After } from './request-filter.ts';
import type { SealedRequest } from './sealed-request.ts';
import type { TeamPlace } from './work-wishes.ts';

const requestsPerPage = 20;

/** Requests to export, the newest first. Exporting is reading: each counts as opened, and the person sees it. */
export async function exportRequests(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { after: After },
): Promise<{ requests: SealedRequest[]; next: After } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.exportRequests);
	if (actor === undefined) return { refused: 'unknown' };
	const { organisationId, teamId, after } = wish;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const { rows } = await sql<{ id: string }>`
			select r.id from request r where ${whereOfTeam(wish)} and ${whereAfter(after)}
			order by r.sent_at desc, r.id desc limit ${requestsPerPage + 1}`.execute(tx);
		const requests: SealedRequest[] = [];
		for (const { id } of rows.slice(0, requestsPerPage)) {
			const opened = await openAsMember(tx, actor, { organisationId, teamId, requestId: id });
			if (opened !== undefined) requests.push(opened);
		}
		const last = rows.length > requestsPerPage ? requests.at(-1) : undefined;
		return { requests, next: last === undefined ? null : { sentAt: last.line.sentAt, id: last.line.id } };
	});
}
