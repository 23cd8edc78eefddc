import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives, readCards, withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr');
const nl = texts('nl');
const centralLine = 'tel:+3280011172';

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('the page of Verviers shows who is there, who covers it too, and the Réseau', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes/63079');
		await arrives(page, fr.orientation.commune_title({ at: 'à Verviers' }));
		const cards = await readCards(page);
		expect(cards[0]).toMatchObject({ group: fr.orientation.commune_local({ place: 'Verviers' }) });
		expect(cards.map(({ group }) => group)).toContain(fr.orientation.commune_wider({ place: 'Verviers' }));
		expect(cards.find(({ name }) => name.startsWith('SAFER'))?.calls).toEqual([centralLine]);
		expect(await offersCentralLine(page)).toBe(true);
		await page.getByRole('link', { name: fr.orientation.commune_guide({ at: 'à Verviers' }) }).click();
		await arrives(page, fr.orientation.who_title);
		expect(new URL(page.url()).search).toBe('?p=63079');
	});

	test('where nothing local is known the page says so and shows who covers the place and the Réseau', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes/25043');
		await arrives(page, fr.orientation.commune_title({ at: 'à Incourt' }));
		expect(await page.getByRole('main').textContent()).toContain(fr.orientation.commune_none({ at: 'à Incourt' }));
		const cards = await readCards(page);
		expect(cards.map(({ group }) => group)).not.toContain(fr.orientation.commune_local({ place: 'Incourt' }));
		expect(cards.length).toBeGreaterThan(2);
		expect(await offersCentralLine(page)).toBe(true);
	});

	test('the page of Molenbeek is Dutch in Dutch', async () => {
		await using visitor = await aVisitor({ javaScript, locale: 'nl-BE' });
		const { page } = visitor;
		await page.goto('/nl/communes/21012');
		await arrives(page, nl.orientation.commune_title({ at: 'in Sint-Jans-Molenbeek' }));
		expect((await readCards(page))[0]?.group).toBe(nl.orientation.commune_local({ place: 'Sint-Jans-Molenbeek' }));
	});

	test('an imaginary service says so, and its number cannot be called by mistake', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes/63079');
		expect(await page.locator('.demonstration-banner').isVisible()).toBe(true);
		const imaginary = (await readCards(page)).filter(({ text }) => text.includes(fr.directory.imaginary));
		expect(imaginary.flatMap(({ calls }) => calls)).toEqual([]);
		const name = imaginary.find(({ text }) => text.includes(fr.directory.imaginary_number))?.name ?? '';
		await page.getByRole('main').getByRole('link', { name }).click();
		await arrives(page, name);
		const main = page.getByRole('main');
		expect(await main.textContent()).toContain(fr.directory.imaginary);
		expect(await main.textContent()).toContain(fr.directory.imaginary_number);
		expect(await main.locator('a[href^="tel:"], a[href^="mailto:"]').count()).toBe(0);
		// Nor do search engines learn of it.
		expect(await page.locator('script[type="application/ld+json"]').count()).toBe(0);
		expect(await page.locator('meta[name="robots"]').getAttribute('content')).toBe('noindex');
	});

	test('the page of a service of the Réseau can be called from, and search engines are told how', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/network');
		const [first] = await readCards(page);
		await page
			.getByRole('main')
			.getByRole('link', { name: first?.name ?? '' })
			.click();
		await arrives(page, first?.name ?? '');
		expect(await page.getByRole('main').locator(`a[href="${centralLine}"]`).count()).toBe(1);
		const [described] = await readStructuredData(page);
		expect(described).toMatchObject({ availableChannel: { servicePhone: { telephone: '+3280011172' } } });
	});

	test('the page of the Réseau says what to expect, where secrecy ends, who the partners are and who else answers', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/network');
		await arrives(page, fr.protocol.network_title);
		expect(await offersCentralLine(page)).toBe(true);
		const said = await page.getByRole('main').textContent();
		expect(said).toContain(fr.protocol.network_confidential);
		expect(said).toContain(fr.protocol.network_limit);
		const partners = await page
			.getByRole('main')
			.locator('a[href^="/fr/communes/"]')
			.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
		// Others may have joined since.
		expect(partners).toEqual(expect.arrayContaining(signatories.map((nis) => `/fr/communes/${nis}`)));
		const helplines = await page
			.locator('main dl a[href^="tel:"]')
			.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
		expect(helplines).toEqual(expect.arrayContaining(['tel:112', 'tel:101', 'tel:107', 'tel:103', 'tel:+3280032123']));
	});
});

/** The communes that signed first. */
const signatories = ['21004', '21001', '21012', '62063', '63079', '92094', '52011'];

/** Outside of the cards of services; what stands first depends on the hour. */
async function offersCentralLine(page: Page): Promise<boolean> {
	return page.locator(`main .call-box a[href="${centralLine}"]`).first().isVisible();
}

async function readStructuredData(page: Page): Promise<unknown[]> {
	const blocks = await page.locator('script[type="application/ld+json"]').allTextContents();
	expect(blocks.length).toBeGreaterThan(0);
	return blocks.map((block): unknown => JSON.parse(block));
}
