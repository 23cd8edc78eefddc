import * as z from 'zod/mini';
import { makeRecoveryCode } from '#house/crypto/recovery-code.ts';
import type { Language } from '#house/language/language.ts';
import { roomTexts } from '#messages/keys';
import type { NewSlotSent, OwnKeyChangeSent } from '../key-changes.ts';
import { makeKeyring, type Keyring } from '../keyring.ts';
import { openWatched } from '../open-watched.ts';
import { OwnKeys, type OwnSlot } from '../own-keys.ts';
import { makeOwn, sealPasskeySlot, sealSlot, signPut, signRemoval } from './own-key-work.ts';
import { Work } from './work.svelte.ts';

type Chosen = { secret: string; again: string };

/** What the page of one's own key has before it, and does. */
export class OwnKeyState extends Work {
	own = $state.raw<OwnKeys>();
	keyring = $state.raw<Keyring>();
	view = $state<'look' | 'passphrase' | 'recovery_code' | 'replace'>('look');
	/** The code that is being kept on paper. */
	code = $state('');
	readonly #language: () => Language;
	readonly #endpoints: { own: string; change: string };

	constructor(language: () => Language, endpoints: { own: string; change: string }) {
		super(language);
		this.#language = language;
		this.#endpoints = endpoints;
		void this.#look();
	}

	get #t() {
		return roomTexts(this.#language());
	}

	protected override get failure(): string {
		return this.#t.sealing_failed;
	}

	/** What was opened, until it is locked. */
	keep = (opened: Keyring): void => {
		this.keyring = opened;
		opened.onLock(() => {
			this.keyring = undefined;
			this.view = 'look';
			this.code = '';
		});
	};

	/** The first key of someone, or another in place of one that was lost. */
	make = (chosen: Chosen): Promise<void> =>
		this.run(async () => {
			const opened = await openWatched(() => this.#makeKey(chosen));
			if (opened === undefined) return undefined;
			if (!opened.isLocked()) this.keep(opened);
			return this.#seen(this.#t.done_key_made);
		});

	async #makeKey(chosen: Chosen): Promise<Keyring | undefined> {
		const { identity, key } = await makeOwn(chosen);
		const old = this.own?.key;
		const sent = await this.#send(old ? { change: 'replace', keyId: old.id, key } : { change: 'make', key });
		if (sent?.keyId === undefined) return undefined;
		return makeKeyring({ id: sent.keyId, recipient: key.recipient }, identity, []);
	}

	setPassphrase = (chosen: Chosen) => this.#put((identity) => sealSlot(identity, { kind: 'passphrase', ...chosen }));

	setCode = (typed: readonly string[]) =>
		this.#put((identity) => sealSlot(identity, { kind: 'recovery_code', secret: this.code, again: typed.join(' ') }));

	addPasskey = async (label: string): Promise<void> => {
		try {
			await this.#put((identity) => sealPasskeySlot(identity, label));
		} catch {
			// What browsers and devices throw here has no common form.
			this.trouble = this.#t.passkey_failed;
		}
	};

	remove = (slot: OwnSlot): Promise<void> =>
		this.run(async () => {
			const sent = this.keyring && (await this.#send(signRemoval(this.keyring, slot.id)));
			return sent && this.#seen(this.#t.done_way_removed);
		});

	begin = (kind: 'passphrase' | 'recovery_code'): void => {
		this.done = '';
		if (kind === 'recovery_code') this.code = makeRecoveryCode();
		this.view = kind;
	};

	/** Seals a way to open the identity, and sends it. */
	#put(seal: (identity: string) => Promise<NewSlotSent>): Promise<void> {
		return this.run(async () => {
			if (this.keyring === undefined) return undefined;
			const slot = await seal(this.keyring.getIdentity());
			return (await this.#send(signPut(this.keyring, slot))) && this.#seen(this.#t.done_way_added);
		});
	}

	/** After a change: back to what there is now. */
	async #seen(said: string): Promise<string> {
		this.view = 'look';
		await this.#look();
		return said;
	}

	async #look(): Promise<void> {
		this.trouble = '';
		const asked = await this.ask(this.#endpoints.own, {}, OwnKeys);
		if (asked !== undefined) this.own = asked;
	}

	#send(change: OwnKeyChangeSent): Promise<{ keyId?: string | undefined } | undefined> {
		return this.ask(this.#endpoints.change, change, z.object({ keyId: z.optional(z.string()) }));
	}
}
