import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { beginSession } from './begin-session.server.ts';
import { become } from './private/become.ts';
import { forBrowser } from './private/for-browser.ts';
import { CODE_ATTEMPTS, hashCode, refuseCode, type CodeRefusal } from './sign-in-code.ts';

interface Answer {
	code: string;
	browser: string;
}

/** Begins a session with one factor for who has read the code. `left`: how many attempts remain. */
export function answerCode(
	database: Database,
	{ code, browser }: Answer,
): Promise<{ token: string } | { refused: CodeRefusal; left: number }> {
	return forBrowser(database, browser, async (tx) => {
		// Locked until the end: attempts made at the same moment count one after the other.
		const asked = await tx
			.selectFrom('sign_in_code')
			.select(['id', 'code_hash', 'person_id', 'failed', 'expires_at as expiresAt', 'used_at as usedAt'])
			.orderBy('expires_at', 'desc')
			.limit(1)
			.forUpdate()
			.executeTakeFirst();
		const isSame = asked !== undefined && timingSafeEqual(asked.code_hash, hashCode(code, browser));
		const refused = refuseCode(asked, isSame && asked.person_id !== null, new Date());
		if (asked === undefined || asked.person_id === null || refused !== undefined) {
			const failed = (asked?.failed ?? 0) + (refused === 'wrong' ? 1 : 0);
			if (refused === 'wrong')
				await tx
					.updateTable('sign_in_code')
					.set({ failed })
					.where('id', '=', asked?.id ?? null)
					.execute();
			return { refused: refused ?? 'wrong', left: CODE_ATTEMPTS - failed };
		}
		await tx
			.updateTable('sign_in_code')
			.set({ used_at: sql`now()` })
			.where('id', '=', asked.id)
			.execute();
		await become(tx, asked.person_id);
		return { token: await beginSession(tx, { personId: asked.person_id, method: 'code', factors: 1 }) };
	});
}
