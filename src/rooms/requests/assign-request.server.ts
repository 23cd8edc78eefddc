import type { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import { listTeamMembers } from '#rooms/identity/list-team-members.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { AssignWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** Who of the team takes it on; null for nobody. */
export function assignRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof AssignWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = { person, allowed: access.assignRequest, wish, act: 'request.assigned' } as const;
	return workOnRequest(database, work, async ({ tx }) => {
		const { assigneeId } = wish;
		if (assigneeId !== null) {
			const members = await listTeamMembers(tx, wish.teamId);
			if (!members.some(({ personId }) => personId === assigneeId)) return { refused: 'unknown' };
		}
		return { set: { assignee_id: assigneeId } };
	});
}
