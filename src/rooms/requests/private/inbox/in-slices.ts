/** How long the page may work before it lets the browser draw and hear, in milliseconds. */
const SLICE = 12;

interface Way {
	/** Called at the end, and meanwhile at the end of a slice. */
	after: () => void;
	signal: AbortSignal;
	/** How many milliseconds lie between two calls of `after` at least: what it draws costs more than a slice. */
	every?: number;
}

/** Does something for each of many without holding up the page. Ends when `signal` does. */
export async function inSlices<Item>(
	items: readonly Item[],
	each: (item: Item) => void,
	{ after, signal, every = 0 }: Way,
): Promise<void> {
	let began = performance.now();
	let shownAt = began;
	for (const item of items) {
		if (signal.aborted) return;
		each(item);
		if (performance.now() - began < SLICE) continue;
		if (performance.now() - shownAt >= every) {
			after();
			shownAt = performance.now();
		}
		await letOthers();
		began = performance.now();
	}
	if (!signal.aborted) after();
}

/** Lets the browser draw and hear. By a message: a timer would wait for four milliseconds each time. */
function letOthers(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		function goOn(): void {
			port1.close();
			resolve();
		}
		port1.addEventListener('message', goOn, { once: true });
		port1.start();
		port2.postMessage(undefined);
	});
}
