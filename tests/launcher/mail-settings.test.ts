import { expect, test } from 'vitest';
import { readSettings } from '../../scripts/launcher/settings.ts';

const FROM = 'maillage@commune.example';

test.each([
	'smtp://127.0.0.1:2525',
	'smtps://user:p%40ss@mail.commune.example:465',
	'smtp://[::1]:25?requireTLS=false',
])('%s is a mail server', (url) => {
	expect(readSettings({ SMTP_URL: url, MAIL_FROM: FROM }).mailServer).toBe(url);
});

test('without both settings mail is kept', () => {
	expect(readSettings({}).mailServer).toBeUndefined();
	expect(readSettings({ SMTP_URL: '', MAIL_FROM: '' }).mailServer).toBeUndefined();
});

test.each([{ SMTP_URL: 'smtp://user:secret@host' }, { MAIL_FROM: FROM }])('one of the two alone is refused', (env) => {
	expect(() => readSettings(env)).toThrow('SMTP_URL and MAIL_FROM go together');
});

test.each(['host:25', 'http://user:secret@host', 'smtp://', 'user:secret'])(
	'SMTP_URL=%s is refused, without its password',
	(url) => {
		expect(() => readSettings({ SMTP_URL: url, MAIL_FROM: FROM })).toThrow(/^SMTP_URL cannot be read/);
		expect(() => readSettings({ SMTP_URL: url, MAIL_FROM: FROM })).not.toThrow('secret');
	},
);

test.each([
	'Maillage <a@commune.example>',
	'a@b',
	'a@commune.example\r\nBcc: b@commune.example',
	'a, b@commune.example',
])('MAIL_FROM=%j is refused', (from) => {
	expect(() => readSettings({ SMTP_URL: 'smtp://host', MAIL_FROM: from })).toThrow(/give one address without a name/);
});
