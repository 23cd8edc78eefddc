import { z } from 'zod';
import type { Database } from '../database/kysely.ts';
import { languages } from '../language/language.ts';
import { renderMail } from './mail.ts';
import { workOnOutbox } from './private/work-on-outbox.ts';

const KeptMail = z.object({
	id: z.string(),
	to: z.string(),
	language: z.enum(languages),
	subject: z.string(),
	text: z.string(),
	createdAt: z.date(),
});
export type KeptMail = z.infer<typeof KeptMail>;

const Row = KeptMail.omit({ subject: true, text: true }).extend({
	kind: z.string(),
	data: z.record(z.string(), z.unknown()),
});
const LONGEST_LIST = 100;
/** As isImaginaryAddress has it, for the database. */
const IMAGINARY_ADDRESS = '[@.]example$';

/**
 * The mailbox of the demonstration, newest first: mail to addresses that belong to nobody. What was kept for a real address, for want of a
 * mail server, is nobody else's to read. Outside the demonstration there is no mailbox, whatever was kept.
 */
export async function listKeptMail(
	database: Database,
	{ demonstration }: { demonstration: boolean },
): Promise<KeptMail[]> {
	if (!demonstration) return [];
	return workOnOutbox(database, async (tx) => {
		const rows = await tx
			.selectFrom('outbox_mail')
			.select(['id', 'kind', 'recipient as to', 'language', 'data', 'created_at as createdAt'])
			.where('state', '=', 'kept')
			.where('recipient', '~*', IMAGINARY_ADDRESS)
			.orderBy('created_at', 'desc')
			.limit(LONGEST_LIST)
			.execute();
		return rows.map((row) => {
			const { kind, data, ...mail } = Row.parse(row);
			const { subject, text } = renderMail(kind, data, mail.language);
			return { ...mail, subject, text };
		});
	});
}
