/** How long the page may work before it lets the browser draw and hear, in milliseconds. */
const SLICE = 12;

/** Does something for each of many without holding up the page. `after` is called at the end of every slice. Ends when `signal` does. */
export async function inSlices<Item>(
	items: readonly Item[],
	each: (item: Item) => void,
	{ after, signal }: { after: () => void; signal: AbortSignal },
): Promise<void> {
	let began = performance.now();
	for (const item of items) {
		if (signal.aborted) return;
		each(item);
		if (performance.now() - began < SLICE) continue;
		after();
		await new Promise((resolve) => setTimeout(resolve, 0));
		began = performance.now();
	}
	if (!signal.aborted) after();
}
