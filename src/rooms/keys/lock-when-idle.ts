import type { Keyring } from './keyring.ts';

/** After so long without a key press or a click. */
export const IDLE_MINUTES = 15;

/** Locks a keyring when nobody is there any more: idle, signed out, or the page left. */
export function lockWhenIdle(keyring: Keyring): void {
	const ending = new AbortController();
	const options = { capture: true, passive: true, signal: ending.signal };
	let lastActAt = Date.now();
	function act(): void {
		// Whoever comes back to a machine that slept is late, whatever they press first.
		if (!lockIfIdle()) lastActAt = Date.now();
	}
	function lockIfIdle(): boolean {
		if (Date.now() - lastActAt < IDLE_MINUTES * 60_000) return false;
		keyring.lock();
		return true;
	}
	const watch = setInterval(lockIfIdle, 15_000);
	for (const kind of ['keydown', 'click', 'pointerdown']) document.addEventListener(kind, act, options);
	document.addEventListener('visibilitychange', lockIfIdle, options);
	// A page that the browser keeps for "back" must have nothing to give.
	globalThis.addEventListener('pagehide', () => keyring.lock(), options);
	document.addEventListener(
		'submit',
		({ target }) => {
			if (target instanceof HTMLFormElement && target.action.endsWith('/sign-out')) keyring.lock();
		},
		options,
	);
	keyring.onLock(() => {
		clearInterval(watch);
		ending.abort();
	});
}
