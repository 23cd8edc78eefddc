// What follows runs in the page of the inbox: functions that are sent there whole, and know nothing around them.

interface Listing {
	/** Milliseconds from the request for the lines until they are shown. */
	listing?: Promise<number>;
}

/** From the beginning of the page on: notes when every sealed line has come and is shown. `whole`: what the list then says of its length. */
export function watchList(whole: string): void {
	(window as Listing).listing = new Promise((resolve) => {
		const watching = new MutationObserver(() => {
			const asked = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/cards'));
			const said = document.querySelector('[data-island] .inbox__count')?.textContent?.trim();
			if (asked === undefined || said !== whole) return;
			watching.disconnect();
			resolve(performance.now() - asked.startTime);
		});
		watching.observe(document, { subtree: true, childList: true, characterData: true });
	});
}

export function waitForList(): Promise<number> | undefined {
	return (window as Listing).listing;
}

export interface Opened {
	/** From the click until the keys are there and the titles of the first page. */
	unlock: number;
	/** From then on, until every line is opened, is in the search, and is shown. */
	open: number;
}

/** Clicks what unlocks, and waits until the list is open. `titles`: the beginning of each title. */
export function unlockAndOpen({
	whole,
	title,
	press,
}: {
	whole: string;
	title: string;
	press: string;
}): Promise<Opened> {
	return new Promise((resolve) => {
		const began = performance.now();
		let unlockedAt: number | undefined;
		const watching = new MutationObserver(() => {
			const first = document.querySelector('a[data-request]')?.textContent ?? '';
			if (unlockedAt === undefined && document.querySelector('.inbox__lock') && first.startsWith(title)) {
				unlockedAt = performance.now();
			}
			const said = document.querySelector('.inbox__count')?.textContent?.trim();
			if (unlockedAt === undefined || said !== whole) return;
			watching.disconnect();
			const unlocked = unlockedAt;
			requestAnimationFrame(() => resolve({ unlock: unlocked - began, open: performance.now() - unlocked }));
		});
		watching.observe(document, { subtree: true, childList: true, characterData: true });
		document.querySelector<HTMLElement>(press)?.click();
	});
}

/** Types each question letter by letter. Milliseconds from a key until the list is drawn anew, and what the list said at the end of each. */
export async function typeQuestions(questions: string[]): Promise<{ keys: number[]; said: string[] }> {
	const field = document.querySelector<HTMLInputElement>('#search');
	const [keys, said]: [number[], string[]] = [[], []];
	if (field === null) return { keys, said };
	for (const question of questions) {
		for (let end = 1; end <= question.length; end++) {
			const began = performance.now();
			field.value = question.slice(0, end);
			field.dispatchEvent(new InputEvent('input', { bubbles: true }));
			await new Promise((resolve) => {
				const { port1, port2 } = new MessageChannel();
				port1.addEventListener('message', resolve, { once: true });
				port1.start();
				port2.postMessage(undefined);
			});
			// The layout is part of it.
			void document.body.offsetHeight;
			keys.push(performance.now() - began);
		}
		said.push(document.querySelector('.inbox__count')?.textContent?.trim() ?? '');
	}
	return { keys, said };
}
