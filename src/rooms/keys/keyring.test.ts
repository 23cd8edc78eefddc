import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeIdentity, recipientOf, sealToRecipients, sealWithPassphrase } from '#house/crypto/age-file.ts';
import { toBase64, utf8ToBytes } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { makeRecoveryCode, readRecoveryCode } from '#house/crypto/recovery-code.ts';
import { deriveTeamKeys, makeTeamSecret } from '#house/crypto/team-secret.ts';
import { makeKeyring, Locked } from './keyring.ts';
import { IDLE_MINUTES, lockEverywhere, lockWhenIdle } from './lock-when-idle.ts';
import { openSlot } from './open-slot.ts';
import { openTeamKeys } from './open-team-keys.ts';
import type { OwnSlot, OwnTeam } from './own-keys.ts';
import { sealPreviousSecret } from './previous-secret.ts';

const organisationId = '0190b2aa-0000-4000-8000-000000000001';
const teamId = '0190b2aa-0000-4000-8000-000000000002';
const identity = await makeIdentity();
const recipient = await recipientOf(identity);

/** Three epochs, of which the holder was given only the newest. */
async function aTeamInItsThirdEpoch() {
	const epochs = await Promise.all([1, 2, 3].map(() => deriveTeamKeys(makeTeamSecret())));
	const [first, second, third] = epochs;
	if (first === undefined || second === undefined || third === undefined) throw new Error('three epochs');
	const scope = { organisationId, teamId };
	const epoch = (number: number, keys: typeof first, kept: Uint8Array | null) => ({
		epoch: number,
		state: number === 3 ? ('current' as const) : ('past' as const),
		intakeRecipient: keys.intakeRecipient,
		file: null as string | null,
		previousSecret: kept && toBase64(kept),
	});
	const team: OwnTeam = {
		...scope,
		epochs: [
			epoch(1, first, null),
			epoch(2, second, sealPreviousSecret(first.secret, { ...scope, epoch: 2 }, second.vaultKey)),
			epoch(3, third, sealPreviousSecret(second.secret, { ...scope, epoch: 3 }, third.vaultKey)),
		],
	};
	const file = toBase64(await sealToRecipients(third.secret, [recipient]));
	return {
		first,
		third,
		team,
		given: { ...team, epochs: team.epochs.map((e) => (e.epoch === 3 ? { ...e, file } : e)) },
	};
}

describe('the keys of a team', () => {
	test('of every older epoch follow from the newest', async () => {
		const { first, third, given } = await aTeamInItsThirdEpoch();
		const opened = await openTeamKeys(identity, given);
		expect(opened.current).toBe(3);
		expect(opened.epochs.get(1)?.secret).toEqual(first.secret);
		expect(opened.epochs.get(3)?.vaultKey).toEqual(third.vaultKey);
	});

	test('are none for whoever was given nothing', async () => {
		const { team } = await aTeamInItsThirdEpoch();
		const opened = await openTeamKeys(identity, team);
		expect(opened).toEqual({ teamId, current: undefined, epochs: new Map() });
	});

	test('are refused when they are those of another team, or another epoch', async () => {
		const { given } = await aTeamInItsThirdEpoch();
		const other = await aTeamInItsThirdEpoch();
		const swapped = {
			...given,
			epochs: given.epochs.map((e, at) => ({ ...e, file: other.given.epochs[at]?.file ?? null })),
		};
		await expect(openTeamKeys(identity, swapped)).rejects.toThrow(CannotOpen);
		const moved = { ...given, epochs: given.epochs.map((e) => ({ ...e, epoch: e.epoch + 1 })) };
		await expect(openTeamKeys(identity, moved)).rejects.toThrow(CannotOpen);
	});
});

describe('a slot', () => {
	const slot = (kind: OwnSlot['kind'], file: Uint8Array): OwnSlot => ({
		id: teamId,
		kind,
		label: null,
		credential: null,
		file: toBase64(file),
		madeAt: '2026-12-01T09:00:00Z',
	});

	test('opens with the passphrase however it was typed, and with no other', async () => {
		const own = slot('passphrase', await sealWithPassphrase(utf8ToBytes(identity), 'luva-moki-tade-sabo-nife-ruza'));
		expect(await openSlot(own, ' Luva moki TADE sabo nife ruza', recipient)).toBe(identity);
		await expect(openSlot(own, 'luva-moki-tade-sabo-nife-ruze', recipient)).rejects.toThrow(CannotOpen);
	}, 20_000);

	test('opens with the printed code; a slip of the pen is noticed before anything is tried', async () => {
		const code = makeRecoveryCode();
		expect(readRecoveryCode(code.toLowerCase().replaceAll(' ', '-'))).toBe(code);
		expect(readRecoveryCode(code.slice(0, -1))).toBeUndefined();
		const own = slot('recovery_code', await sealWithPassphrase(utf8ToBytes(identity), code));
		expect(await openSlot(own, code, recipient)).toBe(identity);
	}, 20_000);

	test('that holds another identity than the one that is published opens nothing', async () => {
		const own = slot(
			'passphrase',
			await sealWithPassphrase(utf8ToBytes(await makeIdentity()), 'rien que pour essayer'),
		);
		await expect(openSlot(own, 'rien que pour essayer', recipient)).rejects.toThrow(CannotOpen);
	}, 20_000);
});

/** As much of a form as is looked at. */
class FormElement {
	action: string;
	constructor(action: string) {
		this.action = action;
	}
}

function submit(action: string): void {
	const event = new Event('submit');
	Object.defineProperty(event, 'target', { value: new FormElement(action) });
	document.dispatchEvent(event);
}

describe('a keyring', () => {
	beforeEach(() => {
		vi.useFakeTimers();
		vi.stubGlobal('document', new EventTarget());
		const page = new EventTarget();
		vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
		vi.stubGlobal('leave', () => page.dispatchEvent(new Event('pagehide')));
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});
	const key = { id: teamId, recipient };

	test('gives nothing any more once it is locked, and says so to whoever listens', async () => {
		const { given } = await aTeamInItsThirdEpoch();
		const opened = await openTeamKeys(identity, given);
		const keyring = makeKeyring(key, identity, [opened]);
		const keys = keyring.findCurrent(teamId)?.keys;
		expect(keys?.secret.some((byte) => byte !== 0)).toBe(true);
		const told = vi.fn();
		keyring.onLock(told);
		keyring.lock();
		expect(told).toHaveBeenCalledOnce();
		expect(keys?.secret.every((byte) => byte === 0)).toBe(true);
		for (const ask of [
			() => keyring.getIdentity(),
			() => keyring.getSigningSeed(),
			() => keyring.findCurrent(teamId),
			() => keyring.findTeamKeys(teamId, 3),
		]) {
			expect(ask).toThrow(Locked);
		}
	});

	test('locks after a quarter of an hour without a key, a click, a touch or the wheel, though the page scrolls by itself', () => {
		const keyring = makeKeyring(key, identity, []);
		lockWhenIdle(keyring);
		for (const kind of ['keydown', 'click', 'touchmove', 'wheel']) {
			vi.advanceTimersByTime((IDLE_MINUTES - 1) * 60_000);
			document.dispatchEvent(new Event(kind));
		}
		vi.advanceTimersByTime((IDLE_MINUTES - 1) * 60_000);
		expect(keyring.isLocked()).toBe(false);
		document.dispatchEvent(new Event('scroll'));
		vi.advanceTimersByTime(2 * 60_000);
		expect(keyring.isLocked()).toBe(true);
	});

	test('is locked for whoever comes back to a machine that slept, before the first key counts', () => {
		const keyring = makeKeyring(key, identity, []);
		lockWhenIdle(keyring);
		vi.setSystemTime(Date.now() + IDLE_MINUTES * 60_000);
		document.dispatchEvent(new Event('keydown'));
		expect(keyring.isLocked()).toBe(true);
	});

	test('locks though the clock of the machine was turned back meanwhile', () => {
		const keyring = makeKeyring(key, identity, []);
		lockWhenIdle(keyring);
		vi.setSystemTime(Date.now() - 86_400_000);
		vi.advanceTimersByTime((IDLE_MINUTES + 1) * 60_000);
		expect(keyring.isLocked()).toBe(true);
	});

	test('locks on signing out, and on nothing else that is sent', () => {
		vi.stubGlobal('HTMLFormElement', FormElement);
		const keyring = makeKeyring(key, identity, []);
		lockWhenIdle(keyring);
		submit('/fr/orientation');
		expect(keyring.isLocked()).toBe(false);
		submit('/fr/sign-out');
		expect(keyring.isLocked()).toBe(true);
	});

	test('that is locked by hand locks the others of the browser', async () => {
		const [here, elsewhere] = [makeKeyring(key, identity, []), makeKeyring(key, identity, [])];
		lockWhenIdle(elsewhere);
		lockEverywhere(here);
		expect(here.isLocked()).toBe(true);
		await vi.waitFor(() => expect(elsewhere.isLocked()).toBe(true));
	});

	test('locks when the page is left', () => {
		const keyring = makeKeyring(key, identity, []);
		lockWhenIdle(keyring);
		Reflect.get(globalThis, 'leave')();
		expect(keyring.isLocked()).toBe(true);
	});
});
