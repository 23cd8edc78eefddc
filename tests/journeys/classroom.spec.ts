import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as z from 'zod/mini';
import { makeLocator } from '#house/crypto/receipt.ts';
import { splitRequesterKey } from '#house/crypto/requester-keys.ts';
import { anAskedTeam, aDraft, type AskedTeam } from '#rooms/requests/asker.builder.ts';
import { Intake } from '#rooms/requests/intake.ts';
import { aRequest } from '#rooms/requests/request.builder.ts';
import { makeSender, sealRequest } from '#rooms/requests/seal-request.ts';
import { writeJson } from '#rooms/requests/sent-request.ts';
import { texts } from '#messages';
import { anApplication, type Application } from './application.ts';
import { behindThePages } from './staff.ts';

const t = texts('fr').requests;
const pupils = Array.from({ length: 30 }, (_, index) => index);
/** With the limits that everyone has, where the other journeys have none. */
let application: Application;
let asked: AskedTeam;

beforeAll(async () => {
	asked = await anAskedTeam(behindThePages(), 'La classe');
	application = await anApplication({ DATABASE_URL: inject('applicationDatabase'), RATE_LIMIT_PER_MINUTE: '1200' });
});
afterAll(() => application.stop());

const Told = z.object({ challenge: z.string(), intake: Intake });

/** The page with all it asks for, as a browser loads it; what its form and its script are told. */
async function loadPage() {
	const page = await ask(pageOf());
	expect(page.status).toBe(200);
	const html = await page.text();
	const assets = [...html.matchAll(/(?:href|src)="(\/_app\/[^"]+)"/g)].map(([, path]) => path ?? '');
	for (const { status } of await Promise.all(assets.map((path) => ask(path)))) expect(status).toBe(200);
	const props = /data-island="write" data-props="([^"]*)"/.exec(html)?.[1] ?? '';
	const [, word = ''] = /<label[^>]* for="word"[^>]*>[^<]*:\s([^<]+)</.exec(html) ?? [];
	return { ...z.parse(Told, JSON.parse(unescape(props))), word: unescape(word).trim() };
}

function pageOf(): string {
	return `/fr/services/${asked.serviceId}/write`;
}

/**
 * Where the database is slow for a moment, as when thirty come in the same instant, one tries again, as people and our scripts do; not where
 * the form itself says that too many are before one.
 */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
	const headers = { origin: application.address, ...init.headers };
	for (let tries = 1; ; tries++) {
		const answer = await fetch(application.address + path, { redirect: 'manual', ...init, headers });
		const isBusy = answer.status === 503 && (await answer.clone().text()).includes(t.ask_plain_busy);
		if (answer.status < 500 || isBusy || tries === 20) return answer;
		await sleep(1000 + Math.random() * 1000);
	}
}

function post(path: string, body: object): Promise<Response> {
	return ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

function postForm(path: string, fields: Record<string, string>): Promise<Response> {
	return ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' } });
}

function unescape(html: string): string {
	return html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

const Challenge = z.object({
	parameters: z.object({
		nonce: z.string(),
		salt: z.string(),
		cost: z.int(),
		keyLength: z.int(),
		keyPrefix: z.string(),
	}),
});

/** The work of the gate, as the browser does it. */
function solve(challenge: string): string {
	const { nonce, salt, cost, keyLength, keyPrefix } = z.parse(Challenge, JSON.parse(challenge)).parameters;
	for (let counter = 0; ; counter++) {
		const password = Buffer.concat([Buffer.from(nonce, 'hex'), Buffer.alloc(4)]);
		password.writeUInt32BE(counter, password.length - 4);
		const key = pbkdf2Sync(password, Buffer.from(salt, 'hex'), cost, keyLength, 'sha256').toString('hex');
		if (key.startsWith(keyPrefix)) return JSON.stringify({ counter, derivedKey: key });
	}
}

async function countRequests(): Promise<number> {
	const rows = await behindThePages()
		.selectFrom('request')
		.select('id')
		.where('service_id', '=', asked.serviceId)
		.execute();
	return rows.length;
}

test('thirty people behind one address write at the same time, and each gets through', async () => {
	const answers = await Promise.all(
		pupils.map(async (pupil) => {
			const { challenge, intake } = await loadPage();
			const solution = solve(challenge);
			const begun = await post(`${pageOf()}/begin`, { challenge, solution });
			const { locator } = z.parse(z.object({ locator: z.string() }), await begun.json());
			const to = { sender: makeSender(locator), keys: splitRequesterKey(randomBytes(32)), intake };
			const { sent, objects } = await sealRequest(aDraft(`Élève ${pupil}`), { ...to, language: 'fr', notice: null });
			const form = new FormData();
			for (const [name, value] of Object.entries({ sent: writeJson(sent), challenge, solution }))
				form.append(name, value);
			for (const { id, sealed } of objects) form.append(id, new Blob([Uint8Array.from(sealed)]), 'sealed');
			const taken = await ask(`${pageOf()}/sealed`, { method: 'POST', body: form });
			return [begun.status, taken.status];
		}),
	);
	expect(answers).toEqual(pupils.map(() => [200, 200]));
	expect(await countRequests()).toBe(30);
});

test('so do ten at once whose browsers run no script, though the server seals for one after the other', async () => {
	const before = await countRequests();
	const some = pupils.slice(0, 10);
	const answers = await Promise.all(
		some.map(async (pupil) => {
			const { challenge, word } = await loadPage();
			await sleep(5100);
			const written = { text: `Sans script ${pupil}`, writer: 'unsaid', reach: 'here', challenge, word };
			const receipt = await postForm(`${pageOf()}?/receipt`, written);
			const html = await receipt.text();
			const state = unescape(/name="state" value="([^"]*)"/.exec(html)?.[1] ?? '');
			const groups = [...html.matchAll(/<li><span>([0-9A-Z]{4})<\/span>/g)].map(([, group]) => group ?? '');
			const sent = await postForm(`${pageOf()}?/send`, { state, group3: groups[2] ?? '', group6: groups[5] ?? '' });
			return [receipt.status, sent.status, sent.headers.get('location')];
		}),
	);
	expect(answers).toEqual(some.map(() => [200, 303, `${pageOf()}/sent`]));
	expect(await countRequests()).toBe(before + some.length);
});

test('a receipt with a wrong secret is answered like one that nobody has, to the last header', async () => {
	const { receipt, requesterKeys } = await aRequest(behindThePages(), asked);
	const tries = [
		{ locator: receipt.locator, authentication: randomBytes(32).toString('base64url') },
		{ locator: makeLocator(), authentication: randomBytes(32).toString('base64url') },
	];
	const answers = [];
	for (const proof of tries) {
		const salted = await post('/fr/conversation/salt', { locator: proof.locator });
		const { salt } = z.parse(z.object({ salt: z.string() }), await salted.json());
		const opened = await post('/fr/conversation/open', proof);
		const { date: _, ...headers } = Object.fromEntries(opened.headers);
		answers.push([salted.status, salt.length, opened.status, headers, await opened.text()]);
	}
	expect(answers[0]).toEqual(answers[1]);
	expect(answers[0]?.slice(0, 3)).toEqual([200, 22, 404]);
	const right = {
		locator: receipt.locator,
		authentication: Buffer.from(requesterKeys.authentication).toString('base64url'),
	};
	expect((await post('/fr/conversation/open', right)).status).toBe(200);
});

test('twenty megabytes are refused before they are read', async () => {
	for (const path of [`${pageOf()}/sealed`, '/fr/conversation/sealed']) {
		const headers = {
			'content-type': 'multipart/form-data; boundary=x',
			'content-length': String(20 * 1024 * 1024),
			origin: application.address,
		};
		const status = await new Promise((resolve, reject) => {
			const sending = request(application.address + path, { method: 'POST', headers });
			// Nothing of it is ever sent.
			sending.flushHeaders();
			sending.on('error', reject);
			sending.on('response', (answer) => {
				resolve(answer.statusCode);
				sending.destroy();
			});
		});
		expect(status).toBe(413);
	}
});
