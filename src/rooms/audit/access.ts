import type { AuditRole } from './actor.ts';

/** Only auditors read the record, whatever else they are. Of their own organisation: row-level security sees to that. */
export function mayReadAudit(roles: readonly AuditRole[]): boolean {
	return roles.includes('auditor');
}
