import type * as z from 'zod/mini';
import { askServer, type Trouble } from '#house/ui/ask-server.ts';
import { openEntries, openFile, openKeys, type ContentTrouble, type Entry } from '../../open-request-content.ts';
import type { SealedFile } from '../../payloads.ts';
import type { RequestKeys } from '../../request-keys.ts';
import type { OpenRequest } from '../../seal-work.ts';
import { Moved, Presence, SealedBytes, SealedRequest } from '../../sealed-request.ts';
import { describeTrouble } from './describe-trouble.ts';
import { findCurrentKeys } from './find-current-keys.ts';
import { findNewestKeys } from './find-newest-keys.ts';
import type { InboxState } from './inbox-state.svelte.ts';
import { signAs } from './sign-as.ts';
import { receiveFirst, stepsAt } from './receive-first.ts';

/** One request that is open in this page. */
export class RequestState {
	readonly inbox: InboxState;
	readonly id: string;
	sealed = $state.raw<SealedRequest>();
	entries = $state.raw<Entry[]>([]);
	/** Why it stays shut. */
	closedBecause = $state<ContentTrouble>();
	trouble = $state('');
	/** Who else is writing an answer. */
	writing = $state.raw<string[]>([]);
	isBusy = $state(false);
	#keys: RequestKeys | undefined;

	constructor(inbox: InboxState, id: string) {
		this.inbox = inbox;
		this.id = id;
	}

	get scope() {
		return this.inbox.scopeOf(this.id);
	}

	/** What something can be sealed into; undefined while it could not be opened. */
	get opened(): OpenRequest | undefined {
		return this.#keys && { scope: this.scope, keys: this.#keys };
	}

	/** What was begun here and not sent. */
	get draft() {
		const draft = this.inbox.drafts.get(this.id) ?? { text: '', note: '', files: [] };
		this.inbox.drafts.set(this.id, draft);
		return draft;
	}

	/** What the person reads under an answer. */
	get signature(): string {
		return this.sealed === undefined ? '' : signAs(this.sealed.line, this.inbox.props);
	}

	async open(): Promise<void> {
		const asked = await this.#ask('open', SealedRequest);
		if (asked === undefined || !(await this.#show(asked))) return;
		await this.#receiveIfFirst(asked);
	}

	/** @returns whether it could be opened */
	async #show(sealed: SealedRequest): Promise<boolean> {
		const find = await findNewestKeys(this.inbox, sealed.line.vaultEpoch ?? sealed.epoch);
		const opening = await openKeys(sealed, this.scope, find);
		if (this.inbox.keyring === undefined) return false;
		this.sealed = sealed;
		if ('trouble' in opening) {
			this.closedBecause = opening.trouble;
			return false;
		}
		this.#keys = opening.keys;
		this.entries = openEntries(sealed, this.scope, opening.keys);
		this.inbox.put(sealed.line);
		return true;
	}

	/** What did not open is left as it is, for whoever can open it. Tried twice: the team's key may have been renewed in between. */
	async #receiveIfFirst({ line, currentEpoch }: SealedRequest, tries = 2): Promise<void> {
		const first = this.entries.find(({ kind }) => kind === 'first');
		const { opened } = this;
		if (line.state !== 'sent' || opened === undefined || first?.kind !== 'first') return;
		const to = await findCurrentKeys(this.inbox, currentEpoch);
		const wish = to && { message: first.message, to, version: line.version };
		if (wish) await receiveFirst(opened, wish, stepsAt(this.inbox.props.path)).then(() => this.refresh());
		if (this.sealed?.line.state !== 'sent' || this.trouble !== '') return;
		if (wish && tries > 1) return this.#receiveIfFirst(this.sealed, tries - 1);
		this.trouble = wish ? this.inbox.texts.inbox_not_received : this.inbox.texts.inbox_newer_key;
	}

	/** What has come meanwhile. */
	async refresh(): Promise<void> {
		const asked = await this.#ask('refresh', SealedRequest);
		if (asked !== undefined) await this.#show(asked);
	}

	async #ask<Shape>(what: string, shape: z.ZodMiniType<Shape>): Promise<Shape | undefined> {
		const asked = await askServer(`${this.inbox.props.path}/${what}`, { requestId: this.id }, shape);
		if ('answer' in asked) return asked.answer;
		this.trouble = describeTrouble(asked, this.inbox.props.language);
		return undefined;
	}

	/**
	 * Writes, compared with the version that is shown here. When somebody else was faster, theirs is shown, and what was typed stays.
	 * @returns whether it was done
	 */
	async write(what: string, body: object | FormData, done: string): Promise<boolean> {
		if (this.isBusy) return false;
		[this.isBusy, this.trouble] = [true, ''];
		try {
			const asked = await askServer(`${this.inbox.props.path}/${what}`, body, Moved);
			if ('answer' in asked) {
				await this.refresh();
				this.inbox.said = done;
				return true;
			}
			await this.#explain(asked);
			return false;
		} finally {
			this.isBusy = false;
		}
	}

	async #explain(trouble: Trouble): Promise<void> {
		const isStale = trouble.trouble === 'refused' && trouble.reason === 'stale';
		if (isStale) await this.refresh();
		this.trouble = isStale ? this.inbox.texts.inbox_stale : describeTrouble(trouble, this.inbox.props.language);
	}

	/** Tells whether one is writing; learns who else is, and shows what has come. */
	async tellPresence(isWriting: boolean): Promise<void> {
		const body = { requestId: this.id, writing: isWriting };
		const asked = await askServer(`${this.inbox.props.path}/presence`, body, Presence);
		if (!('answer' in asked)) return;
		this.writing = asked.answer.writing;
		const known = this.sealed?.line.version ?? 0;
		if (asked.answer.version <= known || this.isBusy) return;
		await this.refresh();
		this.inbox.said = this.inbox.texts.inbox_something_new;
	}

	/** The content of a file, opened. @throws {CannotOpen} */
	async fetchFile({ id }: SealedFile): Promise<Uint8Array | undefined> {
		const key = this.#keys?.request;
		const asked = await askServer(`${this.inbox.props.path}/file`, { requestId: this.id, fileId: id }, SealedBytes);
		if ('answer' in asked && key !== undefined) return openFile(asked.answer.sealed, this.scope, { key, id });
		if (!('answer' in asked)) this.trouble = describeTrouble(asked, this.inbox.props.language);
		return undefined;
	}
}
