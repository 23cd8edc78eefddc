import type { Access } from './access-rule.ts';
import type { Role } from './roles.ts';

/** Whoever works in an organisation knows their colleagues; the operator of the machine is none. */
const colleagues = [
	'organisation_administrator',
	'coordinator',
	'professional',
	'contributor',
	'committee_member',
	'secretariat',
	'auditor',
] as const satisfies readonly Role[];
const administrators = ['organisation_administrator'] as const satisfies readonly Role[];
/** Which role each of them gives stands in giving.ts. */
const giversOfRoles = ['organisation_administrator', 'secretariat'] as const satisfies readonly Role[];

export const access = {
	findSession: 'anyone',
	beginSession: 'system',
	rememberPerson: 'anyone',
	listPeople: colleagues,
	findColleague: colleagues,
	giveRole: giversOfRoles,
	withdrawRole: giversOfRoles,
	endWork: administrators,
	listNames: ['auditor'],
	listTeams: colleagues,
	openTeam: administrators,
	renameTeam: administrators,
	closeTeam: administrators,
	listInvitations: giversOfRoles,
	inviteColleague: giversOfRoles,
	inviteAgain: giversOfRoles,
	revokeInvitation: giversOfRoles,
	inviteAsSystem: 'system',
	nameColleagues: 'system',
	listRoleAddresses: 'system',
	endCommitteeWork: 'system',
	findInvitation: 'anyone',
	acceptInvitation: 'anyone',
	acceptAsColleague: 'signed_in',
	getMyDetails: 'signed_in',
	changeMyDetails: 'signed_in',
	listPeopleEntries: administrators,
	listAdministratorAddresses: 'system',
	loadDemonstrationPeople: 'system',
	listDemonstrationRoles: 'anyone',
	signInAsDemonstration: 'anyone',
} satisfies Access;
