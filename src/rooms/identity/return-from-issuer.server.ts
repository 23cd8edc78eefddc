import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { beginSession } from './begin-session.server.ts';
import { ATTEMPT_MINUTES, vouchesForTwo, type Issuer, type IssuerRefusal } from './issuer.ts';
import { forBrowser, minutesFromNow } from './private/for-browser.ts';
import { linkIdentity, type ShownIdentity } from './private/link-identity.ts';
import { redeemAnswer } from './private/redeem-answer.ts';
import { takeAttempt } from './private/take-attempt.ts';
import type { SignedIn } from './signed-in.ts';

interface Return {
	/** The address to which the issuer sent the browser back. */
	answer: URL;
	browser: string;
	/** Who is signed in already, if anybody. */
	person: SignedIn | undefined;
	issuers: readonly Issuer[];
	withImaginary: boolean;
}

export type ReturnOutcome = { language?: Language; linking?: boolean } & (
	{ token: string; to: string } | { linked: true } | { refused: IssuerRefusal }
);

/** What becomes of someone who comes back from an issuer: they are signed in, their identity is linked, or they are told why neither. */
export async function returnFromIssuer(database: Database, given: Return): Promise<ReturnOutcome> {
	const state = given.answer.searchParams.get('state') ?? '';
	const attempt = await takeAttempt(database, given.browser, state);
	if (attempt === undefined) return { refused: 'issuer_expired' };
	const { language, linking } = attempt;
	const kept = { language, linking: linking !== null };
	const issuer = given.issuers.find(({ key }) => key === attempt.issuer_key);
	if (issuer === undefined) return { ...kept, refused: 'issuer_unknown' };
	const claims = await redeemAnswer(issuer, attempt, { answer: given.answer, state });
	if ('refused' in claims) return { ...kept, ...claims };
	const identity = {
		issuer: issuer.issuer,
		subject: claims.sub,
		groups: claims.groups,
		vouched: vouchesForTwo(issuer, claims),
	};
	if (linking === null) return { ...kept, ...(await signIn(database, identity, { ...given, to: attempt.return_to })) };
	const { person } = given;
	if (person?.personId !== linking) return { ...kept, refused: 'session_changed' };
	return { ...kept, ...(await actAs(database, { personId: linking }, (tx) => linkIdentity(tx, person, identity))) };
}

interface Arrival {
	browser: string;
	withImaginary: boolean;
	to: string;
}

async function signIn(database: Database, identity: ShownIdentity, { browser, withImaginary, to }: Arrival) {
	const { issuer, subject, groups, vouched } = identity;
	const { rows } = await sql<{ id: string; person_id: string }>`
		select id, person_id from find_identity(${issuer}, ${subject}, ${withImaginary})`.execute(database);
	const [found] = rows;
	if (found === undefined) {
		await keepUnlinked(database, browser, identity);
		return { refused: 'not_linked' } as const;
	}
	const personId = found.person_id;
	const token = await actAs(database, { personId }, async (tx) => {
		await tx
			.updateTable('issuer_identity')
			.set({ groups, vouched, used_at: sql`now()` })
			.where('id', '=', found.id)
			.execute();
		return beginSession(tx, { personId, method: 'issuer', factors: vouched ? 2 : 1 });
	});
	return { token, to };
}

/** For the page that offers to link it, once they have signed in otherwise in the same browser. */
async function keepUnlinked(database: Database, browser: string, identity: ShownIdentity): Promise<void> {
	await forBrowser(database, browser, async (tx, browserHash) => {
		await tx.deleteFrom('unlinked_identity').where('browser_hash', '=', browserHash).execute();
		await tx
			.insertInto('unlinked_identity')
			.values({ browser_hash: browserHash, ...identity, expires_at: minutesFromNow(2 * ATTEMPT_MINUTES) })
			.execute();
	});
}
