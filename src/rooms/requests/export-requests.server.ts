import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { readRequest } from './private/read-request.ts';
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
	const { personId, role } = actor;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const { rows } = await sql<{ id: string }>`
			select r.id from request r where ${whereOfTeam(wish)} and ${whereAfter(after)}
			order by r.sent_at desc, r.id desc limit ${requestsPerPage + 1}`.execute(tx);
		const requests: SealedRequest[] = [];
		for (const { id } of rows.slice(0, requestsPerPage)) {
			await tx
				.insertInto('request_opening')
				.values({ organisation_id: organisationId, request_id: id, person_id: personId, role })
				.execute();
			const read = await readRequest(tx, { organisationId, teamId, requestId: id, personId });
			if (read !== undefined) requests.push(read);
		}
		const last = rows.length > requestsPerPage ? requests.at(-1) : undefined;
		return { requests, next: last === undefined ? null : { sentAt: last.line.sentAt, id: last.line.id } };
	});
}
