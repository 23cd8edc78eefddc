import { expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { renderMail } from '#house/mail/mail.ts';
import { accessChanges } from './access-change.ts';
import { registerSignIn } from './register-sign-in.server.ts';

registerSignIn();

const mails: [string, Record<string, string>][] = [
	['identity.sign_in_code', { code: '12345678' }],
	['identity.nobody_here', {}],
	...accessChanges.map((change): [string, Record<string, string>] => ['identity.access_changed', { change }]),
];

test.each(mails)('%s %o is written in every language, and its subject tells nothing', (kind, data) => {
	const written = languages.map((language) => renderMail(kind, data, language));
	expect(new Set(written.map(({ text }) => text)).size).toBe(languages.length);
	for (const { subject, text, html } of written) {
		expect(subject).not.toMatch(/\d|maillage|radicali/i);
		expect(text).not.toMatch(/[{}]|undefined/);
		expect(html).toContain('<main');
	}
});

test('a code is given in two pieces, which are easier to carry over', () => {
	expect(renderMail('identity.sign_in_code', { code: '12345678' }, 'fr').text).toContain('\n1234 5678\n');
});
