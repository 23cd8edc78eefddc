import { z } from 'zod';
import { Name } from './person-fields.ts';

export const TeamForm = z.object({ name: Name });
export type TeamForm = z.infer<typeof TeamForm>;

/** A team that is open; `members` hold a role in it now. */
export interface Team {
	id: string;
	name: string;
	members: number;
}

export type TeamRefusal = 'unknown' | 'name_taken' | 'has_members' | 'has_invitations';
