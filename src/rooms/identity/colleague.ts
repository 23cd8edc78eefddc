import { z } from 'zod';
import { hasItsTeam, RoleInTeam } from './role-in-team.ts';
import { isTeamRole, roles, type Role } from './roles.ts';

/** What a list of people is narrowed to; what an address says that makes no sense is left out. */
export const PeopleFilter = z.object({
	name: z.string().trim().max(120).optional().catch(undefined),
	team: z.uuid().optional().catch(undefined),
	role: z.enum(roles).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

/** A role that someone holds now; `teamName` where it is held in a team. */
export interface HeldRole {
	grantId: string;
	role: Role;
	teamName: string | null;
}

/** Someone who works in the organisation, as their colleagues see them. */
export interface Colleague {
	personId: string;
	name: string;
	spokenLanguages: string[];
	/** 1 for Monday. */
	workingDays: number[];
	roles: HeldRole[];
}

/** A role to give: its team where it is a role in a team, and only there. */
export const RoleForm = RoleInTeam.refine(hasItsTeam, { path: ['teamId'] }).transform(({ role, teamId }) => ({
	role,
	teamId: isTeamRole(role) ? teamId || undefined : undefined,
}));
export type RoleForm = z.infer<typeof RoleForm>;

/** Why roles stay as they are. `unknown`: there is no such thing for whoever asks. */
export type RoleRefusal =
	| 'unknown'
	| 'not_yours_to_give'
	| 'has_role'
	| 'team_closed'
	| 'real_people_only'
	| 'last_organisation_administrator'
	| 'last_secretariat';
