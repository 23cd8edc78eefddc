import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives, follow, readCards, tellPlace, withAndWithoutJavaScript } from './visitor.ts';

const centralLine = 'tel:+3280011172';
const fr = texts('fr');
const nl = texts('nl');
const de = texts('de');

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('a relative in Verviers finds someone near, SAFER by way of the central line, and the Réseau', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr');
		await arrives(page, fr.orientation.home_title);
		await follow(page, fr.directory.audience_relative);
		await arrives(page, fr.orientation.before_title);
		await follow(page, fr.orientation.before_continue);
		await arrives(page, fr.orientation.need_title);
		await follow(page, fr.directory.need_support_relative);
		await arrives(page, fr.orientation.place_title);
		await tellPlace(visitor, 'Verviers');
		await arrives(page, fr.orientation.results_title);

		const cards = await readCards(page);
		expect(cards[0]?.group).toBe(fr.orientation.results_local);
		expect(cards[0]?.why).toContain(fr.orientation.why_commune({ area: 'Verviers' }));
		const safer = cards.find(({ name }) => name.startsWith('SAFER'));
		expect(safer).toMatchObject({ group: fr.orientation.results_local, calls: [centralLine] });
		expect(safer?.text).toContain('0800\u00a0111\u00a072');
		expect(cards.at(-1)).toMatchObject({ group: fr.orientation.results_central, calls: [centralLine] });
		expect(cards.every(({ why }) => why !== '')).toBe(true);
	});

	test('the person concerned in Molenbeek is answered in Dutch', async () => {
		await using visitor = await aVisitor({ javaScript, locale: 'nl-BE' });
		const { page } = visitor;
		await page.goto('/');
		await arrives(page, nl.orientation.home_title);
		await follow(page, nl.directory.audience_person);
		await arrives(page, nl.orientation.before_title);
		await follow(page, nl.orientation.before_continue);
		await arrives(page, nl.orientation.need_title);
		await follow(page, nl.directory.need_listen);
		await arrives(page, nl.orientation.place_title);
		await tellPlace(visitor, javaScript ? 'sint jans mol' : '1080');
		await arrives(page, nl.orientation.results_title);

		expect(await page.locator('html').getAttribute('lang')).toBe('nl');
		const cards = await readCards(page);
		expect(cards[0]).toMatchObject({ group: nl.orientation.results_local });
		expect(cards[0]?.why).toContain(nl.orientation.why_commune({ area: 'Sint-Jans-Molenbeek' }));
		expect(cards.filter(({ text }) => text.includes(nl.directory.text_language_fr))).toEqual([]);
		expect(cards.at(-1)?.calls).toEqual([centralLine]);
	});

	test('a professional in Arlon is shown the support for professionals first, then who is near', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr');
		await follow(page, fr.directory.audience_professional);
		// No page about quick exit in between: nobody watches over their shoulder.
		await arrives(page, fr.orientation.need_title);
		await follow(page, fr.directory.need_advice);
		await arrives(page, fr.orientation.place_title_professional);
		await tellPlace(visitor, 'Arlon');
		await arrives(page, fr.orientation.results_title);

		const cards = await readCards(page);
		expect(cards[0]).toMatchObject({ group: fr.orientation.results_central_first, calls: [centralLine] });
		expect(cards[0]?.name).toMatch(/^CREA/);
		const groups = [...new Set(cards.map(({ group }) => group))];
		const { results_central_first, results_local, results_wider } = fr.orientation;
		expect(groups).toEqual([results_central_first, results_local, results_wider]);
	});

	test('in Eupen one is answered in German, by services of the German-speaking communes, and told whom the Réseau is for', async () => {
		await using visitor = await aVisitor({ javaScript, locale: 'de-BE' });
		const { page } = visitor;
		await page.goto('/de');
		await arrives(page, de.orientation.home_title);
		await follow(page, de.directory.audience_relative);
		await arrives(page, de.orientation.before_title);
		await follow(page, de.orientation.before_continue);
		await follow(page, de.directory.need_support_relative);
		await arrives(page, de.orientation.place_title);
		await tellPlace(visitor, 'Eupen');
		await arrives(page, de.orientation.results_title);

		expect(await page.locator('html').getAttribute('lang')).toBe('de');
		const cards = await readCards(page);
		expect(cards[0]).toMatchObject({ group: de.orientation.results_local });
		expect(cards[0]?.why).toContain(de.orientation.why_commune({ area: 'Eupen' }));
		expect(cards.filter(({ text }) => text.includes(de.directory.text_language_fr))).toEqual([]);
		expect(cards.at(-1)).toMatchObject({ group: de.orientation.results_central, calls: [centralLine] });
		expect(await page.getByRole('main').textContent()).toContain(de.orientation.results_outside);
	});

	test('who prefers not to say where is still led to someone', async () => {
		await using visitor = await aVisitor({ javaScript, locale: 'en-GB' });
		const { page } = visitor;
		const en = texts('en');
		await page.goto('/en/orientation/place?a=4&n=2');
		await arrives(page, en.orientation.place_title);
		await follow(page, en.orientation.place_skip);
		await arrives(page, en.orientation.results_title);
		expect((await readCards(page)).at(-1)?.calls).toEqual([centralLine]);
		await follow(page, en.orientation.place_title);
		await arrives(page, en.orientation.place_title);
	});
});
