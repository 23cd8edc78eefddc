import { z } from 'zod';
import { isTeamRole, roles } from './roles.ts';

/** A role as a form has it, with a team or an empty choice. */
export const RoleInTeam = z.object({ role: z.enum(roles), teamId: z.union([z.uuid(), z.literal('')]).optional() });

/** A role in a team has its team; the others need none, and one that was chosen for them is left out. */
export function hasItsTeam({ role, teamId }: z.infer<typeof RoleInTeam>): boolean {
	return !isTeamRole(role) || (teamId !== undefined && teamId !== '');
}
