import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	readRegister: 'anyone',
	listVersions: 'anyone',
	openDocument: 'anyone',
	drawTerritory: 'anyone',
	loadParties: 'system',
	createParty: 'system',
	recordPartyAct: 'system',
	beginParticipation: 'system',
	endParticipation: 'system',
	saveDocument: 'system',
	enterPartyAct: ['secretariat'],
	keepDocument: ['secretariat'],
	findKeptDocument: ['secretariat'],
	addVersion: ['secretariat'],
	putText: ['secretariat'],
	takePart: ['organisation_administrator'],
	leaveDomain: ['organisation_administrator'],
	strikeParticipation: ['organisation_administrator'],
	giveContact: ['organisation_administrator'],
	removeContact: ['organisation_administrator'],
} satisfies Access;
