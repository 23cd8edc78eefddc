import type { Access } from '#rooms/identity/access-rule.ts';
import type { Role } from '#rooms/identity/roles.ts';

const administrators = ['organisation_administrator'] as const satisfies readonly Role[];
/** Of the team that a request is addressed to, and of no other. */
const team = ['coordinator', 'professional'] as const satisfies readonly Role[];

export const access = {
	// Of whoever writes: the rest is opened by a receipt, and by nothing else.
	reserveLocator: 'anyone',
	sealInMemory: 'anyone',
	sendRequest: 'anyone',
	findSalt: 'anyone',
	listIntakes: administrators,
	keepIntake: administrators,
	openIntake: administrators,
	closeIntake: administrators,
	keepRetentionRule: administrators,
	listErasures: administrators,
	listInboxes: team,
	listRequests: team,
	listRequestEntries: team,
	listCards: team,
	openRequest: team,
	refreshRequest: team,
	receiveRequest: team,
	answerRequest: team,
	noteRequest: team,
	keepCard: team,
	assignRequest: team,
	closeRequest: team,
	makeSupport: team,
	notePresence: team,
	findFile: team,
	listTemplates: team,
	keepTemplate: team,
	dropTemplate: team,
	beginExport: team,
	exportRequests: team,
	remindTeams: 'system',
	eraseMonthsOver: 'system',
	listWrapsToRenew: team,
	renewWraps: team,
	settleWraps: team,
	openConversation: 'anyone',
	openInMemory: 'anyone',
	writeMessage: 'anyone',
	withdrawRequest: 'anyone',
	findSealedFile: 'anyone',
	setNotice: 'anyone',
	tellPerson: 'system',
	forgetLocators: 'system',
} satisfies Access;
