import { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import { languages } from '#house/language/language.ts';
import { hashToken } from '../find-session.server.ts';
import { forBrowser } from './for-browser.ts';

const TakenAttempt = z.object({
	issuer_key: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	language: z.enum(languages),
	return_to: z.string(),
	linking: z.string().nullable(),
	begun_at: z.date(),
});
export type TakenAttempt = z.infer<typeof TakenAttempt>;

/** Takes what was begun in this browser under this state: it is gone afterwards, whatever comes of it. Undefined: nothing, or too long ago. */
export async function takeAttempt(
	database: Database,
	browser: string,
	state: string,
): Promise<TakenAttempt | undefined> {
	const taken = await forBrowser(database, browser, (tx) =>
		tx
			.deleteFrom('issuer_attempt')
			.where('state_hash', '=', hashToken(state))
			.returning(['issuer_key', 'nonce', 'verifier', 'language', 'return_to', 'linking', 'begun_at', 'expires_at'])
			.executeTakeFirst(),
	);
	return taken === undefined || taken.expires_at <= new Date() ? undefined : TakenAttempt.parse(taken);
}
