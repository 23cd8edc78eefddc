export const auditRoles = [
	'organisation_administrator',
	'coordinator',
	'professional',
	'contributor',
	'committee_member',
	'secretariat',
	'auditor',
	'operator',
	'person',
	'system',
] as const;
export type AuditRole = (typeof auditRoles)[number];

/** Who acts, for which organisation and in which role. `personId` is null for Maillage itself, and for a `person` who holds a receipt: nobody knows who they are. */
export interface AuditActor {
	organisationId: string;
	personId: string | null;
	role: AuditRole;
	teamId?: string;
}

/** Maillage itself, as for a job or an operator's command. */
export function systemActor(organisationId: string): AuditActor {
	return { organisationId, personId: null, role: 'system' };
}
