import type { AuditActor } from '../actor.ts';

/** A person for tests, in an organisation of their own. */
export function aProfessional(): AuditActor & { personId: string } {
	return { organisationId: crypto.randomUUID(), personId: crypto.randomUUID(), role: 'professional' };
}

export function anAuditor(): AuditActor & { personId: string } {
	return { ...aProfessional(), role: 'auditor' };
}
