import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** By every rule of WCAG 2.2 AA that a machine can judge, in light and dark, and without scrolling sideways on small screens. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations, passes } = await axe(page).withTags(standards).analyze();
	expect(violations.map(summarise)).toEqual([]);
	expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'target-size']));
	await page.emulateMedia({ colorScheme: 'dark' });
	// Between light and dark nothing but colours changes.
	const dark = await axe(page).withRules(['color-contrast', 'link-in-text-block']).analyze();
	expect(dark.violations.map(summarise)).toEqual([]);
	for (const width of [320, 360]) {
		await page.setViewportSize({ width, height: 740 });
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect({ width, overflow }).toEqual({ width, overflow: 0 });
	}
}

/** Without frames, which these pages have none of, axe needs no second page to put its findings together. */
function axe(page: Page): AxeBuilder {
	return new AxeBuilder({ page }).setLegacyMode();
}

function summarise({ id, nodes }: { id: string; nodes: { html: string; failureSummary?: string | undefined }[] }) {
	return { id, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`) };
}
