import { expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { renderEmbed, renderEmbedPage, type EmbedBox } from './render-embed.ts';
import type { ListedService } from './service.ts';

const service: ListedService = {
	id: 'c0ffee00-0000-4000-8000-000000000000',
	organisationName: 'Ville & <b>Cie</b>',
	imaginary: false,
	networkRole: null,
	paused: false,
	pausedUntil: null,
	languages: [],
	free: null,
	anonymous: null,
	withoutAppointment: null,
	phone: '+3287123456',
	email: null,
	url: null,
	confirmedOn: null,
	hours: [],
	textLanguage: 'fr',
	name: '"><script>alert(1)</script>',
	description: '',
	firstContact: '',
};
const box: EmbedBox = {
	language: 'nl',
	title: 'Wie kan helpen in Verviers?',
	place: 'Verviers',
	lines: [{ name: 'Het Réseau', phone: '+3280011172', display: '0800 111 72' }],
	others: [{ name: 'Tele-Onthaal', phone: '106', display: '106' }],
	services: [service],
	site: 'https://maillage.example',
	path: '/nl/communes/63079',
	shape: 'fragment',
};

test.each(languages)('in %s it has no script, style or id, and every class is its own', (language) => {
	const html = renderEmbed({ ...box, language });
	expect(html).not.toMatch(/<script|<style|<link|<img|<iframe|\son\w+=|\sstyle=|\sid=/);
	const classes = [...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names?.split(' ') ?? []);
	expect(classes.length).toBeGreaterThan(10);
	expect(classes.filter((name) => !name.startsWith('maillage-'))).toEqual([]);
	expect(html).toContain('Ville &amp; &lt;b&gt;Cie&lt;/b&gt;');
	expect(html).toContain('href="tel:+3280011172"');
});

test('a text in another language says so, and a link leads to the whole address', () => {
	const html = renderEmbed(box);
	expect(html).toContain('lang="fr"');
	for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g))
		expect(href).toMatch(/^(tel:|https:\/\/maillage\.example\/)/);
});

test('in a frame every link leaves it, and tells the other page nothing', () => {
	const html = renderEmbedPage({ ...box, shape: 'frame' });
	const links = [...html.matchAll(/<a [^>]*href="https[^>]*>/g)].map(([link]) => link);
	expect(links).toHaveLength(2);
	for (const link of links) expect(link).toContain('target="_top" rel="noopener noreferrer"');
	expect(renderEmbed(box)).not.toContain('target=');
});

test('nobody is led to an imaginary number, nor to a service that is away', () => {
	const imaginary = renderEmbed({ ...box, services: [{ ...service, imaginary: true }] });
	expect(imaginary).not.toContain('tel:+3287123456');
	const paused = renderEmbed({ ...box, services: [{ ...service, paused: true }] });
	expect(paused).not.toContain('087 12 34 56');
});

test('without services it says so; without a database it gives the other numbers', () => {
	expect(renderEmbed({ ...box, services: [] })).not.toContain('tel:106');
	const away = renderEmbed({ ...box, services: undefined });
	expect(away).toContain('data-maillage="numbers-only"');
	expect(away).toContain('tel:106');
	expect(away).toContain('tel:+3280011172');
});
