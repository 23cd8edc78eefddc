import * as z from 'zod/mini';
import { flushSync, mount, type Component } from 'svelte';
import { carryTyped } from './carry-typed.ts';

/**
 * Puts the component in the part of the page that is this script's, in place of what was there without it, with what the server told it. On
 * a slow line one may have begun to write there: that stays, and so does the place of the cursor. Nothing happens where the page has no such
 * part. `more`: what no server can tell, as functions.
 */
export function openIsland<Props extends Record<string, unknown>, More extends Record<string, unknown>>(
	component: Component<Props & More>,
	{ name, shape, more }: { name: string; shape: z.ZodMiniType<Props>; more: More },
): void {
	const target = document.querySelector(`[data-island="${name}"]`);
	if (!(target instanceof HTMLElement)) return;
	const props = z.parse(shape, JSON.parse(target.dataset.props ?? '{}'));
	// What was typed may be among it, which the part itself forgets when it is closed.
	delete target.dataset.props;
	const giveBack = carryTyped(target);
	target.replaceChildren();
	flushSync(() => mount(component, { target, props: { ...props, ...more } }));
	giveBack();
}
