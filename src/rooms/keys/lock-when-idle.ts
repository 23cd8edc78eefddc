import { tellToLock, whenToldToLock } from '#house/ui/lock-together.ts';
import { whenIdle } from '#house/ui/when-idle.ts';
import { whenLeft } from '#house/ui/when-left.ts';
import type { Keyring } from './keyring.ts';

/** After so long without a key, a click, a touch or the wheel. */
export const IDLE_MINUTES = 15;

/** Locks a keyring when nobody is there any more: idle, signed out, locked in another page of this browser, or the page left. Of a signing out elsewhere this page is told (app.html). */
export function lockWhenIdle(keyring: Keyring): void {
	const ending = new AbortController();
	const options = { capture: true, passive: true, signal: ending.signal };
	const lock = () => keyring.lock();
	const stops = [whenIdle(IDLE_MINUTES, lock), whenToldToLock(lock), whenLeft(lock), () => ending.abort()];
	document.addEventListener(
		'submit',
		({ target }) => {
			if (target instanceof HTMLFormElement && target.action.endsWith('/sign-out')) keyring.lock();
		},
		options,
	);
	keyring.onLock(() => {
		for (const stop of stops) stop();
	});
}

/** In this page at once, and in every other of this browser: whoever locks means all of them. */
export function lockEverywhere(keyring: Keyring): void {
	keyring.lock();
	tellToLock();
}
