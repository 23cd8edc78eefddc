import type { Role } from './roles.ts';

/** Who gives and withdraws which role. The operator's is given by the operator's command alone, which acts for no person. */
const givers: Record<Role, readonly Role[]> = {
	organisation_administrator: ['organisation_administrator'],
	coordinator: ['organisation_administrator'],
	professional: ['organisation_administrator'],
	contributor: ['organisation_administrator'],
	committee_member: ['organisation_administrator'],
	auditor: ['organisation_administrator'],
	secretariat: ['secretariat'],
	operator: [],
};

export function giversOf(role: Role): readonly Role[] {
	return givers[role];
}
