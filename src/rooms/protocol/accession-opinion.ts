import { z } from 'zod';
import { issue, LongText } from './accession-form.ts';

export const opinions = ['favourable', 'reserved', 'unfavourable', 'no_opinion'] as const;
type Opinion = (typeof opinions)[number];

/** The opinion of a party. `revision` is that of the opinion as it stood when the form was opened: 0 before the first. */
export const OpinionForm = z
	.object({
		accessionId: z.uuid(),
		organisationId: z.uuid(),
		opinion: z.enum(opinions, issue('opinion_empty')),
		reasons: LongText.default(''),
		revision: z.coerce.number().int().min(0),
	})
	.refine(({ opinion, reasons }) => reasons !== '' || opinion === 'favourable' || opinion === 'no_opinion', {
		path: ['reasons'],
		message: issue('reasons_empty'),
	});
export type OpinionForm = z.infer<typeof OpinionForm>;

/** `moved_on`: someone else of the party gave or changed it since the form was opened. */
export type OpinionRefusal = 'unknown' | 'own_case' | 'closed' | 'moved_on';

/** What each party that was asked answered; `opinion` is null until it does. */
export interface AskedOpinion {
	organisationId: string;
	dueOn: string;
	opinion: Opinion | null;
	reasons: string | null;
	givenAt: Date | null;
	revision: number;
}
