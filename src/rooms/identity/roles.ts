import type { AuditRole } from '#rooms/audit/actor.ts';

/** The roles of staff, in the protocol's words. What each may do stands in every room's `access.ts`. */
export const roles = [
	'organisation_administrator',
	'coordinator',
	'professional',
	'contributor',
	'committee_member',
	'secretariat',
	'auditor',
	'operator',
] as const satisfies readonly Exclude<AuditRole, 'system'>[];
export type Role = (typeof roles)[number];

/** Roles held in a team; the others are held in the organisation as a whole. */
export const teamRoles = ['coordinator', 'professional'] as const satisfies readonly Role[];

export function isTeamRole(role: Role): boolean {
	return teamRoles.some((each) => each === role);
}

/** What touches people's content asks for a second factor: without it the role lies still. */
export function needsSecondFactor(role: Role): boolean {
	return isTeamRole(role);
}
