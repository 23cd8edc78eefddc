import { expect, test } from 'vitest';
import { languages } from '../language/language.ts';
import { frameMail } from './frame-mail.ts';

const PARTS = { subject: 'Un message vous attend', paragraphs: ['Ouvrez Maillage pour le lire.'] };

test.each(languages)('the frame in %s says in which language it is, and the same in text and in HTML', (language) => {
	const { text, html } = frameMail(PARTS, language);
	expect(html).toContain(`<html lang="${language}">`);
	const footer = text.split('\n\n-- \n\n')[1]?.trim().split('\n\n') ?? [];
	expect(footer).toHaveLength(2);
	for (const sentence of [...PARTS.paragraphs, ...footer]) {
		expect(text).toContain(sentence);
		expect(html).toContain(sentence);
	}
});

test('the frame speaks four languages', () => {
	expect(new Set(languages.map((language) => frameMail(PARTS, language).text)).size).toBe(4);
});

test('nothing in a mail is loaded from anywhere, and no word in it becomes a tag', () => {
	const word = `<img src=x onerror="1">&'`;
	const { html } = frameMail(
		{ subject: word, paragraphs: [word], code: word, action: { label: word, url: 'https://maillage.test/?a="<b>' } },
		'fr',
	);
	expect(html).not.toMatch(/<(img|script|link|iframe|b)\b|url\(/);
	expect(html).toContain('&lt;img src=x onerror=&quot;1&quot;&gt;&amp;&#39;');
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/fr', 'https://maillage.test/a b', 'https://x.test/\nBcc: a'])(
	'a link to %j is refused',
	(url) => {
		expect(() => frameMail({ ...PARTS, action: { label: 'Ouvrir', url } }, 'fr')).toThrow('no address of a page');
	},
);
