import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { texts } from '#messages';
import { aVisitor, arrives, follow, withAndWithoutJavaScript } from './visitor.ts';

const { orientation: t, house } = texts('fr');
const question = '/fr/orientation/place?a=2&n=3';

describe('what was typed and given back is no place until one is chosen', () => {
	test.each(['1050', 'Xyz', '<b>Verviers</b>'])('%s', async (typed) => {
		await using visitor = await aVisitor({ hasTouch: true, alone: true });
		const { page } = visitor;
		const asked: string[] = [];
		page.on('request', (request) => new URL(request.url()).pathname === '/fr/places' && asked.push(request.url()));
		await page.clock.install();
		await page.goto(`${question}&q=${encodeURIComponent(typed)}`);
		const field = page.getByRole('combobox', { name: t.place_label });
		expect(await field.inputValue()).toBe(typed);
		await field.tap();
		// The library looks at the field every tenth of a second, and asks for proposals an eighth after that.
		await page.clock.runFor(400);
		expect(asked).toEqual([]);
		expect(await page.getByRole('option').count()).toBe(0);
		expect(await page.locator('#place__listbox').isVisible()).toBe(false);
		await page.keyboard.press('ArrowDown');
		const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
		await page.keyboard.press('Enter');
		expect((await answer).status()).toBe(200);
		expect(new URL((await answer).url()).search).toBe(`?${new URLSearchParams({ q: typed, a: '2', n: '3' })}`);
	});

	test('typed on, it is looked up', async () => {
		await using visitor = await aVisitor({ hasTouch: true });
		const { page } = visitor;
		await page.goto(`${question}&q=1050`);
		await page.locator('#place').press('End');
		await page.locator('#place').press('Backspace');
		await page.getByRole('option', { name: 'Ixelles (1050)' }).tap();
		await page.getByRole('main').getByRole('button').click();
		await arrives(page, t.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=21009');
	});
});

test('who types before the script has arrived goes on typing, and is proposed the place', async () => {
	await using visitor = await aVisitor({ alone: true });
	const { page } = visitor;
	const arrival = Promise.withResolvers<undefined>();
	await page.route('**/place-field*.js', async (route) => {
		await arrival.promise;
		await route.continue();
	});
	await page.goto(question, { waitUntil: 'commit' });
	await page.locator('#place').pressSequentially('Verv');
	arrival.resolve(undefined);
	const field = page.getByRole('combobox', { name: t.place_label });
	await field.waitFor();
	await page.keyboard.type('iers');
	expect(await field.inputValue()).toBe('Verviers');
	await page.getByRole('option').first().click();
	await page.getByRole('main').getByRole('button').click();
	await arrives(page, t.results_title);
	expect(new URL(page.url()).search).toBe('?a=2&n=3&p=63079');
});

test('"nothing found" is said once it is known, and not before', async () => {
	await using visitor = await aVisitor({ alone: true });
	const { page } = visitor;
	await page.clock.install();
	await page.goto(question);
	const answer = Promise.withResolvers<undefined>();
	await page.route('**/places?*', async (route) => {
		await answer.promise;
		await route.continue();
	});
	await page.locator('#place').pressSequentially('qqqqq');
	// What is heard is said a second and a half after the last letter.
	await page.clock.runFor(1_600);
	const said = page.getByText(t.combobox_no_results);
	const heard = page.getByRole('status').filter({ hasText: t.combobox_no_results });
	expect([await said.filter({ visible: true }).count(), await heard.count()]).toEqual([0, 0]);
	answer.resolve(undefined);
	await page.getByRole('paragraph').filter({ hasText: t.combobox_no_results }).waitFor();
	await heard.waitFor({ state: 'attached' });
	await page.locator('#place').fill('Verv');
	await page.getByRole('option', { name: 'Verviers (4800–4802)' }).waitFor();
	expect(await page.getByRole('paragraph').filter({ hasText: t.combobox_no_results }).count()).toBe(0);
});

test.each(languages)(
	'in %s one hears what was asked, what is wrong, and how far down the list one is',
	async (language) => {
		const own = texts(language).orientation;
		await using visitor = await aVisitor();
		const { page } = visitor;
		await page.goto(`/${language}/orientation/place?a=2&n=3&q=Xyz`);
		const field = page.getByRole('combobox', { name: own.place_label });
		expect(await field.getAttribute('aria-invalid')).toBe('true');
		expect(await field.getAttribute('class')).toContain('govuk-input--error');
		await field.fill('');
		expect(await describedBy(page)).toBe('place-hint place-error place__assistiveHint');
		await field.pressSequentially('Ensiv');
		expect(await describedBy(page)).toBe('place-hint place-error');
		await page.getByRole('option', { name: 'Ensival (Verviers, 4800)', exact: true }).waitFor();
		await page.keyboard.press('ArrowDown');
		const count = await page.getByRole('option').count();
		const heard = own.combobox_selected({ option: 'Ensival (Verviers, 4800)', n: 1, count });
		await page.getByRole('status').filter({ hasText: heard }).waitFor();
	},
);

test('on an iPhone no English is added to what is proposed', async () => {
	await using visitor = await aVisitor({
		userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
		// The library writes a style into each proposal there; our policy refuses it, and the browser says so.
		mayLeave: true,
	});
	const { page } = visitor;
	await page.goto(question);
	await page.locator('#place').pressSequentially('Verv');
	await page.getByRole('option').first().waitFor();
	expect(await page.getByRole('option').first().innerText()).toBe('Verviers (4800–4802)');
});

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('beside a place nobody knows stands the way on without one', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto(`${question}&q=Xyz`);
		await page.locator('.govuk-form-group').getByRole('link', { name: t.place_skip }).click();
		await arrives(page, t.results_title);
		expect(new URL(page.url()).searchParams.get('p')).toBe('01000');
	});

	test('a long text is quoted by its beginning', async () => {
		await using visitor = await aVisitor({ javaScript });
		await visitor.page.goto(`${question}&q=${'x'.repeat(60)}`);
		const error = t.place_error_unknown({ text: `${'x'.repeat(30)}…` });
		expect(await visitor.page.locator('#place-error').textContent()).toBe(error);
		expect(await visitor.page.locator('#place').inputValue()).toBe('x'.repeat(60));
	});

	test('a relative may name either commune; the person concerned is not told so', async () => {
		await using visitor = await aVisitor({ javaScript });
		await visitor.page.goto(question);
		expect(await visitor.page.getByText(t.place_hint_relative).count()).toBe(1);
		await visitor.page.goto('/fr/orientation/place?a=1&n=1');
		expect(await visitor.page.getByText(t.place_hint_relative).count()).toBe(0);
	});

	test('someone who came to change the commune finds it in the field, and may keep it', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto(`${question}&from=63079`);
		expect(await page.locator('#place').inputValue()).toBe('Verviers');
		await page.getByRole('link', { name: t.place_keep({ place: 'Verviers' }) }).click();
		await arrives(page, t.results_title);
		expect(new URL(page.url()).search).toBe('?a=2&n=3&p=63079');
	});

	test('a locality is told with its commune where one chooses', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto(`${question}&q=ver`);
		const choices = await page.locator('main .choices a').allInnerTexts();
		expect(choices[1]).toMatch(/^Verviers\s+4800–4802$/);
		expect(choices[2]).toMatch(/^Ver\s+Houyet, 5562$/);
	});

	test('from the list of communes one goes back to the question, or straight to a province', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/communes?a=2&n=3');
		await page.getByRole('link', { name: house.back, exact: true }).click();
		await arrives(page, t.place_title);
		await follow(page, t.place_browse);
		await arrives(page, t.communes_choose);
		await page.getByRole('navigation', { name: t.place_jump }).getByRole('link', { name: 'Province de Liège' }).click();
		await page.waitForFunction(() => {
			const { top } = document.querySelector('#p60000')?.getBoundingClientRect() ?? { top: Infinity };
			return top >= 0 && top < 200;
		});
		await page.goto('/fr/communes');
		expect(await page.getByRole('link', { name: house.back, exact: true }).count()).toBe(0);
	});
});

function describedBy(page: Page): Promise<string | null> {
	return page.locator('#place').getAttribute('aria-describedby');
}
