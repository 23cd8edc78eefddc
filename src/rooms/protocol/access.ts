import type { Access } from '#rooms/identity/access-rule.ts';
import { opinionRoles } from './accession-reader.ts';

export const access = {
	attachAccessionDocument: ['secretariat'],
	attachApproval: 'anyone',
	beginAccession: 'anyone',
	confirmAccessionEmail: 'anyone',
	endWithdrawnParties: 'system',
	eraseStaleDrafts: 'system',
	findAccession: ['secretariat', ...opinionRoles],
	findAccessionByLink: 'anyone',
	findAccessionDocument: ['secretariat', ...opinionRoles],
	findAccessionDocumentByLink: 'anyone',
	giveAccessionOpinion: opinionRoles,
	listAccessions: ['secretariat', ...opinionRoles],
	mailAccessionLink: 'anyone',
	moveAccession: ['secretariat'],
	remindOpinions: 'system',
	saveAccessionStep: 'anyone',
	sendAccession: 'anyone',
	takeDueAccessions: 'system',
	withdrawAccession: 'anyone',
} satisfies Access;
