import { expect, test } from 'vitest';
import { aMailServer } from '../testing/a-mail-server.ts';
import { classifyFailure, openSmtp } from './smtp.ts';

const LETTER = {
	id: '10000000-0000-4000-8000-000000000001',
	to: 'lea@ecole.test',
	language: 'fr' as const,
	senderName: 'Maillage',
	content: { subject: 'Un message vous attend', text: 'Bonjour', html: '<p>Bonjour</p>' },
	signal: new AbortController().signal,
};
const FROM = 'maillage@commune.test';

test('a letter does not cross a network in the clear, unless the operator says so', async () => {
	await using server = await aMailServer();
	// The same machine by an address that does not look like it.
	const elsewhere = server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
	const attempt = openSmtp({ url: elsewhere, from: FROM })(LETTER);
	expect(await attempt.catch(classifyFailure)).toEqual({ failure: 'encryption', final: false });
	expect(server.received).toEqual([]);
	await openSmtp({ url: `${elsewhere}?requireTLS=false`, from: FROM })(LETTER);
	expect(server.received).toHaveLength(1);
});

test('a letter is broken off when the process has waited long enough', async () => {
	await using server = await aMailServer();
	server.delayMilliseconds = 2000;
	const signal = AbortSignal.timeout(200);
	const attempt = openSmtp({ url: server.url, from: FROM })({ ...LETTER, signal });
	expect(await attempt.catch(classifyFailure)).toEqual({ failure: 'interrupted', final: false });
});

test('a mail server that refuses the password is asked again, for the operator may correct it', async () => {
	await using server = await aMailServer();
	const attempt = openSmtp({ url: server.url.replace('//', '//user:secret@'), from: FROM })(LETTER);
	expect(await attempt.catch(classifyFailure)).toEqual({ failure: 'sign_in', final: false });
});

test.each([
	['a recipient refused for good', { code: 'EENVELOPE', responseCode: 550 }, 'refused', true],
	['a letter refused for good', { code: 'EMESSAGE', responseCode: 554 }, 'refused', true],
	['a recipient put off', { code: 'EENVELOPE', responseCode: 451 }, 'postponed', false],
	['a greeting that refuses', { code: 'EPROTOCOL', responseCode: 554 }, 'unreachable', false],
	['a wrong password', { code: 'EAUTH', responseCode: 535 }, 'sign_in', false],
	['silence', { code: 'ETIMEDOUT' }, 'timeout', false],
	['no answer', { code: 'ESOCKET' }, 'unreachable', false],
	['an unknown host', { code: 'EDNS' }, 'unreachable', false],
	['no encryption', { code: 'ETLS' }, 'encryption', false],
	['something else', {}, 'unexpected', false],
])('%s is told apart', (_, properties, failure, final) => {
	expect(classifyFailure(Object.assign(new Error('words'), properties))).toEqual({ failure, final });
});

test('a certificate that is not trusted is a matter of encryption', () => {
	const error = Object.assign(new Error('self-signed certificate'), { code: 'ESOCKET' });
	expect(classifyFailure(error)).toEqual({ failure: 'encryption', final: false });
});
