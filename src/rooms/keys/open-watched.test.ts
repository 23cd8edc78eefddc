import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { makeIdentity } from '#house/crypto/age-file.ts';
import { tellToLock } from '#house/ui/lock-together.ts';
import { makeKeyring } from './keyring.ts';
import { openWatched } from './open-watched.ts';

const page = new EventTarget();
const identity = await makeIdentity();
const aKeyring = () => makeKeyring({ id: 'a', recipient: 'age1' }, identity, []);

/** As long as it takes to be heard by every page of a browser. */
function aMoment(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 50);
	});
}

/** Holds the page up, as deriving a key does. */
function beBusy(milliseconds: number): void {
	const until = performance.now() + milliseconds;
	while (performance.now() < until);
}

describe('what is being opened', () => {
	beforeEach(() => {
		vi.stubGlobal('document', new EventTarget());
		vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	});
	afterEach(() => {
		vi.unstubAllGlobals();
	});

	test('is open when nobody locks', async () => {
		const keyring = await openWatched(async () => {
			await aMoment();
			return aKeyring();
		});
		await aMoment();
		expect(keyring?.isLocked()).toBe(false);
		keyring?.lock();
	});

	test('is given locked when another page was told to lock meanwhile', async () => {
		const keyring = await openWatched(async () => {
			tellToLock();
			await aMoment();
			return aKeyring();
		});
		expect(keyring?.isLocked()).toBe(true);
	});

	test('is given locked though the page was too busy to hear it', async () => {
		const keyring = await openWatched(async () => {
			await Promise.resolve();
			tellToLock();
			beBusy(100);
			return aKeyring();
		});
		expect(keyring?.isLocked()).toBe(true);
	});

	test('is given locked when the page was left meanwhile', async () => {
		const keyring = await openWatched(async () => {
			page.dispatchEvent(new Event('pagehide'));
			return aKeyring();
		});
		expect(keyring?.isLocked()).toBe(true);
	});

	test('tells why it does not open', async () => {
		const opening = openWatched(() => Promise.reject(new CannotOpen('Another passphrase.')));
		await expect(opening).rejects.toThrow(CannotOpen);
	});
});
