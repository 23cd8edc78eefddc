import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { texts } from '#messages';
import type { Database } from '../database/kysely.ts';
import type { DB } from '../database/schema.ts';
import { addJob } from '../jobs/add-job.server.ts';
import { languages } from '../language/language.ts';
import { isImaginaryAddress, renderMail, type MailContent, type MailFailure, type MailOutcome } from './mail.ts';
import { workOnOutbox } from './private/work-on-outbox.ts';
import { SEND_MAIL } from './send-mail.server.ts';
import { classifyFailure, type Post } from './smtp.ts';

export interface Delivery {
	/** Undefined where no mail server is set: mail is kept. */
	post: Post | undefined;
	/** The pause before each further attempt; after the last one the mail is given up. */
	retrySeconds: readonly number[];
	signal: AbortSignal;
}

const Waiting = z.object({
	id: z.string(),
	kind: z.string(),
	recipient: z.string(),
	language: z.enum(languages),
	data: z.record(z.string(), z.unknown()),
	attempts: z.number(),
});
type Waiting = z.infer<typeof Waiting>;
type Attempt = { outcome: 'sent' } | { outcome: 'kept' } | { outcome: 'missed'; failure: MailFailure; final: boolean };

/**
 * One attempt at one mail. The row stays locked meanwhile, so that however many jobs there are for it, one is at work.
 * Undefined: another one is, or it is done.
 */
export function deliverMail(database: Database, id: string, delivery: Delivery): Promise<MailOutcome | undefined> {
	return workOnOutbox(database, async (tx) => {
		const row = await tx
			.selectFrom('outbox_mail')
			.select(['id', 'kind', 'recipient', 'language', 'data', 'attempts'])
			.where('id', '=', id)
			.where('state', '=', 'waiting')
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (row === undefined) return undefined;
		const mail = Waiting.parse(row);
		return record(tx, mail, { attempt: await attemptMail(mail, delivery), retrySeconds: delivery.retrySeconds });
	});
}

async function attemptMail(mail: Waiting, { post, signal }: Delivery): Promise<Attempt> {
	const { id, recipient: to, language } = mail;
	const content = tryToRender(mail);
	// A template that another version of the program has, or that is corrected, may do it later.
	if (content === undefined) return { outcome: 'missed', failure: 'unreadable', final: false };
	if (post === undefined || isImaginaryAddress(to)) return { outcome: 'kept' };
	try {
		await post({ id, to, language, senderName: texts(language).house.mail_sender, content, signal });
		return { outcome: 'sent' };
	} catch (error) {
		return { outcome: 'missed', ...classifyFailure(error) };
	}
}

function tryToRender({ kind, data, language }: Waiting): MailContent | undefined {
	try {
		return renderMail(kind, data, language);
	} catch {
		return undefined;
	}
}

interface Trial {
	attempt: Attempt;
	retrySeconds: readonly number[];
}

async function record(tx: Transaction<DB>, mail: Waiting, { attempt, retrySeconds }: Trial): Promise<MailOutcome> {
	const attempts = mail.attempts + 1;
	const row = tx.updateTable('outbox_mail').where('id', '=', mail.id).set({ attempts });
	if (attempt.outcome === 'sent') {
		await row.set({ state: 'sent', sent_at: sql`now()`, data: '{}', last_error: null }).execute();
		return 'sent';
	}
	if (attempt.outcome === 'kept') {
		await row.set({ state: 'kept' }).execute();
		return 'kept';
	}
	const delaySeconds = retrySeconds[mail.attempts];
	if (attempt.final || delaySeconds === undefined) {
		await row.set({ state: 'failed', data: '{}', last_error: attempt.failure }).execute();
		return 'failed';
	}
	const due = sql<string>`now() + ${delaySeconds} * interval '1 second'`;
	await row.set({ last_error: attempt.failure, due_at: due }).execute();
	await addJob(tx, { name: SEND_MAIL, id: mail.id, delaySeconds });
	return 'postponed';
}
