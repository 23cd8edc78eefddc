import { whenToldToLock } from '#house/ui/lock-together.ts';
import { whenLeft } from '#house/ui/when-left.ts';
import type { Keyring } from './keyring.ts';
import { lockWhenIdle } from './lock-when-idle.ts';
import { letShow } from './private/let-show.ts';

/**
 * Opens a keyring, and locks it when nobody is there any more. To open takes seconds: whoever locks in another page meanwhile, or leaves
 * this one, means this keyring too, which is given locked then. A page that is busy hears only afterwards what was said: this listens for as
 * long as the keyring is open.
 */
export async function openWatched(open: () => Promise<Keyring | undefined>): Promise<Keyring | undefined> {
	let opened: Keyring | undefined;
	const told = new AbortController();
	function lock(): void {
		told.abort();
		opened?.lock();
	}
	const stops = [whenToldToLock(lock), whenLeft(lock)];
	const stop = () => stops.forEach((each) => each());
	try {
		opened = await open();
		// Now a page that was busy hears.
		await letShow();
	} finally {
		if (opened === undefined) stop();
	}
	if (opened === undefined) return undefined;
	opened.onLock(stop);
	lockWhenIdle(opened);
	if (told.signal.aborted) opened.lock();
	return opened;
}
