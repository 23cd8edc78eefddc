import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { readIssuers } from './read-issuers.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'maillage-issuers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'issuers.json');

const good = {
	key: 'fas',
	name: { fr: 'CSAM', nl: 'CSAM', de: 'CSAM', en: 'CSAM' },
	issuer: 'https://idp.example.be',
	clientId: 'maillage',
	clientSecretEnv: 'FAS_SECRET',
};

function read(content: unknown, env: NodeJS.ProcessEnv = { FAS_SECRET: 'secret' }) {
	writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
	return readIssuers(file, env);
}

test('no file, no issuers', () => {
	expect(readIssuers(undefined, {})).toEqual([]);
});

test('the secret comes from the environment or from the file', () => {
	const { clientSecretEnv: _, ...rest } = good;
	const [first, second] = read([
		good,
		{ ...rest, key: 'region', issuer: 'http://127.0.0.1:8080/realms/a', clientSecret: 'b' },
	]);
	expect(first).toEqual({ ...rest, clientSecret: 'secret', clientAuthentication: 'basic', scopes: ['openid'] });
	expect(second).toMatchObject({ clientSecret: 'b' });
});

describe('is refused in one sentence that names the file and the field, and repeats no secret', () => {
	test.each<[string, unknown, string]>([
		['a file that is not there', undefined, 'it cannot be read'],
		['no JSON', '[{ "clientSecret": "tres-secret"', 'it is no JSON'],
		['no list', { issuers: [] }, 'the list: '],
		['an unknown field', [{ ...good, emailDomain: 'x' }], '[0]: '],
		['a missing name', [{ ...good, name: { fr: 'a', nl: 'b', de: 'c' } }], '[0].name.en: '],
		['a key with spaces', [{ ...good, key: 'a b' }], '[0].key: must be a short word'],
		[
			'http beyond this machine',
			[{ ...good, issuer: 'http://idp.example.be' }],
			'[0].issuer: must begin with https://',
		],
		['no address', [{ ...good, issuer: 'idp' }], '[0].issuer: '],
		['no openid', [{ ...good, scopes: ['profile'] }], '[0].scopes: must contain "openid"'],
		[
			'the national number',
			[{ ...good, scopes: ['openid', 'egovNRN'] }],
			'[0].scopes[1]: asks for the national number',
		],
		[
			'the national number otherwise',
			[{ ...good, scopes: ['openid', 'insz'] }],
			'[0].scopes[1]: asks for the national number',
		],
		['a rule that says nothing', [{ ...good, vouchesForSecondFactor: {} }], '[0].vouchesForSecondFactor: needs'],
		['two secrets', [{ ...good, clientSecret: 'tres-secret' }], '[0].clientSecret: goes without'],
		['a key twice', [good, { ...good, issuer: 'https://other.example.be' }], 'the list: has a "key" twice'],
		['an issuer twice', [good, { ...good, key: 'other' }], 'the list: has an "issuer" twice'],
		[
			'an empty secret of the environment',
			[{ ...good, clientSecretEnv: 'NO' }],
			'[0].clientSecretEnv names NO, which is not set',
		],
	])('%s', (_, content, reason) => {
		const problem = findProblem(() =>
			content === undefined ? readIssuers(join(folder, 'none.json'), {}) : read(content),
		);
		expect(problem).toContain(reason);
		expect(problem).toMatch(/^OIDC_ISSUERS is ".*[.]json", which Maillage cannot use: /);
		expect(problem).not.toContain('tres-secret');
		expect(problem).not.toContain('\n');
	});
});

function findProblem(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		if (error instanceof OperatorProblem) return error.message;
		throw error;
	}
	return 'no problem';
}
