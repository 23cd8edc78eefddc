import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {} satisfies Access;
