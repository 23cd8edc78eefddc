import type { Access } from '#rooms/identity/access-rule.ts';
import { teamRoles } from '#rooms/identity/roles.ts';

/** Whoever works in the team with its content. Row-level security sees the team; a key is held or not. */
const inTeam = teamRoles;
/** The organisation's paper is its administrators': they hold no team's key by it, and read nothing before they use the paper. */
const keepersOfPaper = ['organisation_administrator'] as const;
const whoSees = ['organisation_administrator', ...teamRoles] as const;

export const access = {
	makeOuterLayer: 'system',
	findOuterLayer: 'system',
	loadDemonstrationKeys: 'system',
	removeDemonstrationKeys: 'system',
	countHolders: 'system',
	findSigningKey: 'system',
	listMonthsOver: 'system',
	destroyRetentionKey: 'system',
	findHeldEpoch: 'system',
	getOwnKeys: 'signed_in',
	makeOwnKey: 'signed_in',
	replaceOwnKey: 'signed_in',
	putSlot: 'signed_in',
	removeSlot: 'signed_in',
	listTeamKeys: whoSees,
	findTeamKey: inTeam,
	makeTeamKey: inTeam,
	giveTeamKey: inTeam,
	giveRecovery: inTeam,
	recoverTeamKey: inTeam,
	beginRenewal: inTeam,
	useRenewedKey: inTeam,
	giveUpRenewal: inTeam,
	endRenewal: inTeam,
	listKeyEntries: whoSees,
	findRecovery: keepersOfPaper,
	setRecoveryRecipient: keepersOfPaper,
	recordDrill: keepersOfPaper,
} satisfies Access;
