import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	// Of whoever writes: the rest is opened by a receipt, and by nothing else.
	reserveLocator: 'anyone',
	sealInMemory: 'anyone',
	sendRequest: 'anyone',
	findSalt: 'anyone',
	openConversation: 'anyone',
	openInMemory: 'anyone',
	writeMessage: 'anyone',
	withdrawRequest: 'anyone',
	findSealedFile: 'anyone',
	setNotice: 'anyone',
	tellPerson: 'system',
	forgetLocators: 'system',
} satisfies Access;
