import type { Access } from './access-rule.ts';

export const access = {
	findSession: 'anyone',
	beginSession: 'system',
	rememberPerson: 'anyone',
	inviteAsSystem: 'system',
} satisfies Access;
