import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { axeProgram } from './axe-program.ts';
import { withoutPolicy } from './tab.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** By every rule of WCAG 2.2 AA that a machine can judge, in light and dark, and without scrolling sideways on small screens. */
export async function expectAccessible(page: Page): Promise<void> {
	const mayFetch = withoutPolicy.has(page.context());
	for (const frame of page.frames()) {
		// To hand over half a megabyte as the text of a call takes ten times as long as to let it be fetched.
		await (mayFetch ? frame.addScriptTag({ url: inject('axe') }) : frame.evaluate(axeProgram));
	}
	await page.emulateMedia({ colorScheme: 'light' });
	const { violations, passed } = await judge(page, { type: 'tag', values: standards });
	expect(violations).toEqual([]);
	expect(passed).toEqual(expect.arrayContaining(['color-contrast', 'target-size']));
	await page.emulateMedia({ colorScheme: 'dark' });
	// Between light and dark nothing but colours changes.
	const dark = await judge(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
	expect(dark.violations).toEqual([]);
	for (const width of [320, 360]) {
		await page.setViewportSize({ width, height: 740 });
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect({ width, overflow }).toEqual({ width, overflow: 0 });
	}
}

declare global {
	interface Window {
		axe: typeof axe;
	}
}

/** What axe found, in words; of the rules that hold no more than their names, for to describe every element takes longer than to judge it. */
function judge(page: Page, runOnly: axe.RunOnly) {
	return page.evaluate(async (only) => {
		const { violations, passes } = await window.axe.run({ runOnly: only, resultTypes: ['violations'] });
		return {
			violations: violations.map(({ id, nodes }) => ({
				id,
				nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
			})),
			passed: passes.map(({ id }) => id),
		};
	}, runOnly);
}
