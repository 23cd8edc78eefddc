/** How often it is looked at whether somebody is there. */
const WATCH_MILLISECONDS = 15_000;

/**
 * Calls back, once, when so long nobody has pressed a key, clicked, touched the page or turned the wheel. That the page scrolled says
 * nothing: scripts and the layout do that too. @returns how to stop watching
 */
export function whenIdle(minutes: number, callBack: () => void): () => void {
	const ending = new AbortController();
	const options = { capture: true, passive: true, signal: ending.signal };
	let last = readClocks();
	function isOver(): boolean {
		if (ending.signal.aborted) return true;
		if (measureSince(last) < minutes * 60_000) return false;
		stop();
		callBack();
		return true;
	}
	function act(): void {
		// Whoever comes back to a machine that slept is late, whatever they press first.
		if (!isOver()) last = readClocks();
	}
	const watch = setInterval(isOver, WATCH_MILLISECONDS);
	function stop(): void {
		clearInterval(watch);
		ending.abort();
	}
	for (const kind of ['keydown', 'click', 'pointerdown', 'wheel', 'touchmove'])
		document.addEventListener(kind, act, options);
	document.addEventListener('visibilitychange', isOver, options);
	return stop;
}

function readClocks() {
	return { wall: Date.now(), running: performance.now() };
}

/** The longer of the two: a machine that sleeps may stop the one clock, whoever sets the time back deceives the other. */
function measureSince({ wall, running }: ReturnType<typeof readClocks>): number {
	return Math.max(Date.now() - wall, performance.now() - running);
}
