import { describe, expect, test } from 'vitest';
import {
	makeIdentity,
	openWithIdentity,
	openWithPassphrase,
	recipientOf,
	sealToRecipients,
	sealWithPassphrase,
} from './age-file.ts';
import { randomBytes, toBase64, utf8ToBytes } from './bytes.ts';
import { CannotOpen, type Place } from './envelope.ts';
import { fingerprintOf } from './fingerprint.ts';
import { makePassphrase, readPassphrase, refusePassphrase } from './passphrase.ts';
import { deriveSigningSeed, isSignedBy, sign, signingKeyOf } from './signature.ts';
import { deriveTeamKeys, makeTeamSecret } from './team-secret.ts';

const place: Place = { kind: 'answer', organisation: 'o', team: 't', container: 'c', object: 'm', version: 1 };
const content = utf8ToBytes('Bonjour.');

describe('the keys of a team', () => {
	test('follow from its secret alone, and what is sealed to its intake opens with it', async () => {
		const secret = makeTeamSecret();
		const keys = await deriveTeamKeys(secret);
		expect(await deriveTeamKeys(Uint8Array.from(secret))).toEqual(keys);
		expect(keys.intakeRecipient).toMatch(/^age1pq1/);
		const sealed = await sealToRecipients(content, [keys.intakeRecipient]);
		expect(await openWithIdentity(sealed, keys.intakeIdentity)).toEqual(content);
		const others = await deriveTeamKeys(makeTeamSecret());
		await expect(openWithIdentity(sealed, others.intakeIdentity)).rejects.toThrow(CannotOpen);
	});

	test('are pinned: what a team holds today opens for ever', async () => {
		const keys = await deriveTeamKeys(new Uint8Array(32).fill(9));
		expect(toBase64(keys.vaultKey)).toBe('DBB-p-9dlc9WdKkHhUqCr24tDNWTs_4exTpxiodk424');
		expect(keys.intakeIdentity).toBe('AGE-SECRET-KEY-PQ-1T7SNA3NDKR0QP7PMYC28MNV4HJL5SPUH59GTUL9JPJ8HU2YR9E0QYPK7YH');
		expect(fingerprintOf(keys.intakeRecipient)).toBe('08147 43682 42962 79302 86574 88906');
	});
});

describe('an age file', () => {
	test('opens for each of its recipients, and for nobody else', async () => {
		const [first, second, third] = await Promise.all([makeIdentity(), makeIdentity(), makeIdentity()]);
		const sealed = await sealToRecipients(content, [await recipientOf(first), await recipientOf(second)]);
		expect(await openWithIdentity(sealed, first)).toEqual(content);
		expect(await openWithIdentity(sealed, second)).toEqual(content);
		await expect(openWithIdentity(sealed, third)).rejects.toThrow(CannotOpen);
		expect(() => sealToRecipients(content, [])).toThrow(TypeError);
	});

	test('opens with its passphrase, and with no other', { timeout: 60_000 }, async () => {
		const sealed = await sealWithPassphrase(content, 'luva-moki-tade-sabo-nife-ruza');
		expect(await openWithPassphrase(sealed, 'luva-moki-tade-sabo-nife-ruza')).toEqual(content);
		await expect(openWithPassphrase(sealed, 'luva-moki-tade-sabo-nife-ruze')).rejects.toThrow(CannotOpen);
	});
});

describe('a passphrase', () => {
	test('made here can be read aloud, and is read however it was typed', () => {
		const made = makePassphrase();
		expect(made).toMatch(/^([a-z]{4}-){5}[a-z]{4}$/);
		expect(readPassphrase(` ${made.toUpperCase().replaceAll('-', ' ')} `)).toBe(made);
		expect(readPassphrase(' Quatre chevaux bleus ')).toBe('Quatre chevaux bleus');
		expect(new Set(Array.from({ length: 200 }, makePassphrase)).size).toBe(200);
	});

	test.each([
		['trop court', 'too_short'],
		['aaaaaaaaaaaaaaaaaaaa', 'too_simple'],
		['abcdefghijklmnopqrst', 'too_simple'],
		['soleil soleil soleil soleil', 'too_simple'],
		['Camille Exemple 2026 Namur', 'about_you'],
		['quatre chevaux mangent une pomme', undefined],
	])('chosen as %j: %s', (chosen, refused) => {
		expect(refusePassphrase(chosen, ['Camille Exemple', 'camille@namur.example', 'Ville de Namur'])).toBe(refused);
	});
});

describe('a signature', () => {
	test('holds for its content in its place, and for nothing else', () => {
		const seed = deriveSigningSeed('AGE-SECRET-KEY-1EXEMPLE');
		const signature = sign(seed, place, content);
		const key = signingKeyOf(seed);
		expect(isSignedBy(key, place, { content, signature })).toBe(true);
		expect(isSignedBy(key, place, { content: utf8ToBytes('Bonsoir.'), signature })).toBe(false);
		expect(isSignedBy(key, { ...place, object: 'other' }, { content, signature })).toBe(false);
		expect(isSignedBy(signingKeyOf(randomBytes(32)), place, { content, signature })).toBe(false);
		expect(isSignedBy(new Uint8Array(3), place, { content, signature })).toBe(false);
	});
});

describe('a fingerprint', () => {
	test('is six groups of five figures, and another for another key', () => {
		expect(fingerprintOf('age1abc')).toMatch(/^(\d{5} ){5}\d{5}$/);
		expect(fingerprintOf('age1abc')).not.toBe(fingerprintOf('age1abd'));
	});
});
