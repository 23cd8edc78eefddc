import * as z from 'zod/mini';

/** The part of the page that is this script's, emptied, with what the server told it. Undefined where the page has none. */
export function findIsland<Props>(
	name: string,
	shape: z.ZodMiniType<Props>,
): { target: HTMLElement; props: Props } | undefined {
	const target = document.querySelector(`[data-island="${name}"]`);
	if (!(target instanceof HTMLElement)) return undefined;
	const props = z.parse(shape, JSON.parse(target.dataset.props ?? '{}'));
	target.replaceChildren();
	return { target, props };
}
