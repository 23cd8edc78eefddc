import type { AuditRole } from './actor.ts';

const auditors = ['auditor'] as const satisfies readonly AuditRole[];

/** As every room's, without the type of identity: this room imports no other. */
export const access = {
	recordAct: 'system',
	listActs: auditors,
	exportActs: auditors,
	makeDailyRoot: 'system',
	mailDailyRoot: 'system',
	erasePerson: 'system',
	exportChain: 'system',
	verifyDatabase: 'system',
} as const satisfies Record<string, 'system' | readonly AuditRole[]>;

/** Only auditors read the record, whatever else they are. Of their own organisation: row-level security sees to that. */
export function mayReadAudit(roles: readonly AuditRole[]): boolean {
	return roles.some((role) => access.listActs.some((each) => each === role));
}
