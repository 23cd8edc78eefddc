import { createHmac, randomBytes } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import { splitRequesterKey } from '#house/crypto/requester-keys.ts';
import { openGate } from '#house/web/gate.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { aDraft, aSealedRequest, type AskedTeam } from '#rooms/requests/asker.builder.ts';
import { makeSender } from '#rooms/requests/seal-request.ts';
import { writeJson, type SealedObject, type SentRequest } from '#rooms/requests/sent-request.ts';
import type { Send } from './fire.ts';

/** A letter as people write them. */
const letter = 'Bonjour, je m’inquiète pour mon frère : il ne sort plus, ne parle plus à personne. '.repeat(8);

/** A request sealed once for a team. What the server looks at is made anew for each that is sent; what it cannot open stays as it is. */
interface Pattern {
	serviceId: string;
	sent: SentRequest;
	objects: SealedObject[];
}

/** Makes requests as a browser sends them, all of them different, with the work of their gate done before. */
export interface SendMaker {
	make(count: number): Promise<Send[]>;
	pattern: Pattern;
}

export async function openSends(owner: Database, teams: readonly AskedTeam[]): Promise<SendMaker> {
	const patterns = await Promise.all(teams.map(sealPattern));
	const [first] = patterns;
	if (first === undefined) throw new Error('There is no team to write to.');
	const pattern = first;
	const gates = await openGates(await getServerSecret(owner, 'gate'));
	const known = new Set<string>();
	let made = 0;
	async function make(count: number): Promise<Send[]> {
		const locators = drawLocators(known, count);
		await sql`insert into request_locator (locator, reserved_until)
			select unnest(${locators}::text[]), now() + interval '1 day'`.execute(owner);
		return Promise.all(
			locators.map((locator) => {
				const number = made++;
				const chosen = patterns[number % patterns.length] ?? pattern;
				return write(chosen, { locator, number, gate: gates(`request:${chosen.serviceId}`, number) });
			}),
		);
	}
	return { make, pattern };
}

async function sealPattern({ serviceId, intake }: AskedTeam): Promise<Pattern> {
	const asker = { sender: makeSender(makeLocator()), keys: splitRequesterKey(randomBytes(32)) };
	return { serviceId, ...(await aSealedRequest(asker, intake, { draft: aDraft(letter) })) };
}

/** The limit writes locators of its own, which begin with Z. */
function drawLocators(known: Set<string>, count: number): string[] {
	const drawn: string[] = [];
	while (drawn.length < count) {
		const locator = makeLocator();
		if (locator.startsWith('Z') || known.has(locator)) continue;
		known.add(locator);
		drawn.push(locator);
	}
	return drawn;
}

/**
 * Gates that differ, all with the work of one: what is worked on does not depend on the form or the moment, which are signed with it. Only
 * whoever has the secret of the server makes such; to the server they are gates like any other.
 */
async function openGates(secret: Buffer): Promise<(purpose: string, number: number) => Gate> {
	const now = new Date();
	const opened = await openGate({ purpose: '', secret, now }, ['mot']);
	const challenge: Challenge = JSON.parse(opened.challenge);
	const solution = JSON.stringify(await solveChallenge({ challenge, deriveKey }));
	const { parameters } = challenge;
	return (purpose, number) => {
		const data = { begunAt: now.getTime() - number, for: purpose, word: 'mot' };
		const changed = { ...parameters, data };
		const signature = createHmac('sha256', secret.toString('hex')).update(JSON.stringify(changed)).digest('hex');
		return { challenge: JSON.stringify({ parameters: changed, signature }), solution };
	};
}

interface Gate {
	challenge: string;
	solution: string;
}

/** The form that a browser sends (`deliver.ts`), from an address of its own. */
async function write(
	{ serviceId, sent, objects }: Pattern,
	{ locator, number, gate }: { locator: string; number: number; gate: Gate },
): Promise<Send> {
	const messageId = crypto.randomUUID();
	const own = { requestId: crypto.randomUUID(), messageId, locator, authenticationHash: randomBytes(32) };
	const form = new FormData();
	form.append('sent', writeJson({ ...sent, ...own, authenticationHash: new Uint8Array(own.authenticationHash) }));
	form.append('challenge', gate.challenge);
	form.append('solution', gate.solution);
	for (const { sealed } of objects) form.append(messageId, new Blob([Uint8Array.from(sealed)]), 'sealed');
	const whole = new Response(form);
	return {
		path: `/fr/services/${serviceId}/write/sealed`,
		headers: {
			accept: 'application/json',
			'content-type': whole.headers.get('content-type') ?? '',
			'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
		},
		body: Buffer.from(await whole.arrayBuffer()),
	};
}
