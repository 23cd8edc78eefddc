import { z } from 'zod';
import { acts } from './acts.ts';

/** What an auditor looks for. Days are of Brussels and included; `before` is the number the next page begins under. */
export const ActFilter = z.object({
	from: z.iso.date().optional(),
	to: z.iso.date().optional(),
	act: z.enum(acts).optional(),
	person: z.uuid().optional(),
	before: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
export type ActFilter = z.infer<typeof ActFilter>;

/** An entry as an auditor sees it. `who` is undefined once erased. */
export interface ListedAct {
	number: number;
	/** ISO 8601 in UTC. */
	at: string;
	act: string;
	object: string | undefined;
	who:
		{ person: string | undefined; role: string; team: string | undefined; details: Record<string, string> } | undefined;
}
