import { writeReceipt } from '#house/crypto/receipt.ts';
import { deriveRequesterKeys, type RequesterKeys } from '#house/crypto/requester-keys.ts';
import type { Language } from '#house/language/language.ts';
import { readAskForm, type AskIssue, type AskTyped } from '../../ask-form.ts';
import type { Intake } from '../../intake.ts';
import { listWrongGroups } from '../../retype.ts';
import { makeSender, type Draft, type Sender } from '../../seal-request.ts';
import { begin } from './begin.ts';
import { readChosen, type ChosenFile } from './chosen-file.ts';
import { deliver, type NotDelivered } from './deliver.ts';
import { openPauses } from './watch.ts';
import { beginWork, type Work } from './work.ts';

interface Place {
	language: Language;
	/** The address of the page, which those it sends to begin with. */
	page: string;
	intake: Intake;
	challenge: string;
}

type Step = 'write' | 'preparing' | 'receipt' | 'sending' | 'done';

/** From the text to the receipt to the sending. What is typed and every key live in this page alone, and end with it. */
export class Asking {
	step = $state<Step>('write');
	issues = $state.raw<AskIssue[]>([]);
	chosen = $state<ChosenFile[]>([]);
	/** Why it is being tried again. */
	trouble = $state<'away' | 'crowd'>();
	/** Why it goes no further. */
	failure = $state<NotDelivered | 'unreadable'>();
	unreadable = $state('');
	receipt = $state('');
	/** The groups of the receipt that were not typed as they are. */
	wrong = $state.raw<number[]>([]);
	/** Of deriving the keys, from 0 to 1. */
	progress = $state(0);
	dueOn = $state('');
	isRenewed = $state(false);
	readonly #pauses = openPauses((why) => (this.trouble = why));
	readonly #place: Place;
	#work: Work;
	#written: { draft: Draft; notice: string | null } | undefined;
	#sender: Sender | undefined;
	#keys: Promise<RequesterKeys> | undefined;

	constructor(place: Place) {
		this.#place = place;
		this.#work = beginWork(place.challenge);
	}

	/** Tries again at once. */
	hurry = () => this.#pauses.hurry();

	async write(typed: AskTyped): Promise<void> {
		this.failure = undefined;
		const read = readAskForm(typed);
		this.issues = 'issues' in read ? read.issues : [];
		if ('issues' in read) return;
		const files = await this.#readFiles();
		if (files === undefined) return;
		this.#written = { ...read, draft: { ...read.draft, files } };
		await this.#getReceipt();
	}

	/** A receipt that was shown stays the same when one goes back to the text. */
	async #getReceipt(): Promise<void> {
		if (this.#sender === undefined) {
			this.step = 'preparing';
			const begun = await begin(this.#place.page, this.#work, this.#pauses.pause).catch(() => undefined);
			if (begun === undefined) return this.#fail('closed');
			this.#work = begun.work;
			const sender = (this.#sender = makeSender(begun.locator));
			this.receipt = writeReceipt(sender.receipt);
			this.#keys = deriveRequesterKeys(sender.receipt, sender.salt, (done) => (this.progress = done));
		}
		this.show('receipt');
	}

	async send(typed: AskTyped): Promise<void> {
		this.wrong = listWrongGroups(this.receipt, typed);
		const [written, sender, keys] = [this.#written, this.#sender, this.#keys];
		if (this.wrong.length > 0 || !written || !sender || !keys) return;
		this.show('sending');
		try {
			const { pause } = this.#pauses;
			const sent = await deliver({ ...this.#place, ...written, sender, keys: await keys, work: this.#work, pause });
			if ('dueOn' in sent) this.#finish(sent.dueOn);
			else if (sent.not === 'locator') await this.#startAnew();
			else this.#fail(sent.not);
		} catch {
			// Whatever went wrong, nothing leaves that is not sealed.
			this.#fail('failed');
		}
	}

	show(step: Step): void {
		this.step = step;
		this.trouble = undefined;
	}

	#finish(day: string): void {
		this.dueOn = day;
		this.#written = this.#sender = this.#keys = undefined;
		this.receipt = '';
		this.show('done');
	}

	async #startAnew(): Promise<void> {
		this.#sender = undefined;
		this.isRenewed = true;
		await this.#getReceipt();
	}

	#fail(why: NotDelivered): void {
		this.failure = why;
		this.show('write');
	}

	async #readFiles() {
		const files = [];
		for (const each of this.chosen) {
			try {
				files.push(await readChosen(each));
			} catch {
				[this.failure, this.unreadable] = ['unreadable', each.file.name];
				return undefined;
			}
		}
		return files;
	}
}
