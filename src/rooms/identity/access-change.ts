/** What can change about the ways someone signs in. They are told of each by mail. */
export const accessChanges = [
	'passkey_added',
	'passkey_removed',
	'identity_linked',
	'identity_unlinked',
	'released',
] as const;
export type AccessChange = (typeof accessChanges)[number];
