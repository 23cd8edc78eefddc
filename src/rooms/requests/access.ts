import type { Access } from '#rooms/identity/access-rule.ts';
import { teamRoles } from '#rooms/identity/roles.ts';

export const access = {
	listWrapsToRenew: teamRoles,
	renewWraps: teamRoles,
	settleWraps: teamRoles,
} satisfies Access;
