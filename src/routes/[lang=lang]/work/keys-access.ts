import { access as keys } from '#rooms/keys/access.ts';
import { access as requests } from '#rooms/requests/access.ts';
import type { RouteAccess } from './route-access.ts';

/** The pages of keys, and what their scripts ask for, by their path under /work. */
export const keysAccess = {
	'/keys': { page: keys.getOwnKeys },
	'/keys/change': { actions: { default: keys.makeOwnKey } },
	'/keys/own': { actions: { default: keys.getOwnKeys } },
	'/[organisation]/keys': { page: keys.listTeamKeys },
	'/[organisation]/keys/recovery': { page: keys.findRecovery },
	'/[organisation]/keys/recovery/state': { actions: { default: keys.findRecovery } },
	'/[organisation]/keys/recovery/change': { actions: { default: keys.setRecoveryRecipient } },
	'/[organisation]/keys/[team]': { page: keys.findTeamKey },
	'/[organisation]/keys/[team]/state': { actions: { default: keys.findTeamKey } },
	'/[organisation]/keys/[team]/change': { actions: { default: keys.giveTeamKey } },
	'/[organisation]/keys/[team]/wraps': { actions: { default: requests.renewWraps } },
	'/[organisation]/keys/own': { actions: { default: keys.getOwnKeys } },
} as const satisfies Record<string, RouteAccess>;
