import type { Role } from './roles.ts';

/**
 * Who may call a door: anyone; whoever is signed in, for what is theirs; Maillage itself (jobs, start, operator's commands);
 * or the holders of these roles in the organisation concerned.
 */
export type AccessRule = 'anyone' | 'signed_in' | 'system' | readonly Role[];

/** Every door of a room by the name of its verb. The matrix of the documentation and its tests are made from it. */
export type Access = Record<string, AccessRule>;
