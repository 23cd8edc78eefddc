import { access as keys } from '#rooms/keys/access.ts';
import type { RouteAccess } from './route-access.ts';

/** The pages of keys, and what their scripts ask for, by their path under /work. */
export const keysAccess = {
	'/keys/own': { actions: { default: keys.getOwnKeys } },
	'/[organisation]/keys/own': { actions: { default: keys.getOwnKeys } },
} as const satisfies Record<string, RouteAccess>;
