import { CannotOpen } from '#house/crypto/envelope.ts';
import type { Language } from '#house/language/language.ts';
import { askServer } from '#house/ui/ask-server.ts';
import { roomTexts } from '#messages/keys';
import * as z from 'zod/mini';
import { describeTrouble } from './describe-trouble.ts';
import { letShow } from './let-show.ts';

/** What an island is doing, what it has done, and why it could not: one thing at a time. */
export class Work {
	busy = $state(false);
	done = $state('');
	trouble = $state('');
	readonly #language: () => Language;

	constructor(language: () => Language) {
		this.#language = language;
	}

	/** What is said when something does not open. */
	protected get failure(): string {
		return roomTexts(this.#language()).cannot_open;
	}

	/** Does something that may take seconds; what the step returns is said to be done. */
	async run(step: () => Promise<string | undefined>): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		this.trouble = this.done = '';
		await letShow();
		try {
			this.done = (await step()) ?? '';
		} catch (error) {
			if (!(error instanceof CannotOpen)) throw error;
			this.trouble = this.failure;
		} finally {
			this.busy = false;
		}
	}

	/** The answer, or undefined with the reason said. */
	async ask<Shape>(address: string, body: object, shape: z.ZodMiniType<Shape>): Promise<Shape | undefined> {
		const asked = await askServer(address, body, shape);
		if ('answer' in asked) return asked.answer;
		this.trouble = describeTrouble(asked, this.#language());
		return undefined;
	}

	/** Whether a change was made. */
	async change(address: string, body: object): Promise<boolean> {
		return (await this.ask(address, body, z.object({}))) !== undefined;
	}
}
