import { describe, expect, test } from 'vitest';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { checkWebSettings } from '../../scripts/launcher/check-web-settings.ts';

describe('a setting of the web application that makes no sense', () => {
	test.each([
		['RATE_LIMIT_PER_MINUTE', 'many'],
		['EXIT_URL', 'http://example.org'],
		['METRICS_TOKEN', 'short'],
		['LOG_LEVEL', 'loud'],
		['ORIGIN', 'here'],
		['CONTACT_EMAIL', 'nobody'],
	])('%s=%s is refused by name before anything is prepared', async (name, value) => {
		const refusal = checkWebSettings({ [name]: value });
		await expect(refusal).rejects.toBeInstanceOf(OperatorProblem);
		await expect(refusal).rejects.toThrow(`${name} is "${value}"`);
	});

	test('a file of issuers that cannot be read is refused by name too', async () => {
		const refusal = checkWebSettings({ OIDC_ISSUERS: '/nowhere/issuers.json' });
		await expect(refusal).rejects.toBeInstanceOf(OperatorProblem);
		await expect(refusal).rejects.toThrow('OIDC_ISSUERS is "/nowhere/issuers.json"');
	});

	test('an empty value counts as none', async () => {
		await expect(checkWebSettings({ ORIGIN: '', EXIT_URL: '' })).resolves.toBeUndefined();
	});
});
