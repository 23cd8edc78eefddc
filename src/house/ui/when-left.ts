/** Calls back when this page is left: one that the browser keeps for "back" must have nothing to give. @returns how to watch no longer */
export function whenLeft(callBack: () => void): () => void {
	const ending = new AbortController();
	globalThis.addEventListener('pagehide', callBack, { capture: true, passive: true, signal: ending.signal });
	return () => ending.abort();
}
