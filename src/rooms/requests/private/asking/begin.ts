import * as z from 'zod/mini';
import { askServer } from '#house/ui/ask-server.ts';
import { Locator } from '../../sent-request.ts';
import type { Pause } from './watch.ts';
import { beginWork, type Work } from './work.ts';

const Begun = z.object({ locator: Locator });
export const Renewed = z.object({ challenge: z.string() });

/** The beginning of a receipt. Tries until there is one; `work` is the one that let in, which may be a newer one. */
export async function begin(
	page: string,
	given: Work,
	pause: Pause,
): Promise<{ locator: string; work: Work } | undefined> {
	let work = given;
	for (;;) {
		const { challenge } = work;
		const asked = await askServer(`${page}/begin`, { challenge, solution: await work.solution }, Begun);
		if ('answer' in asked) return { ...asked.answer, work };
		if (asked.trouble === 'refused') work = beginWork(z.parse(Renewed, asked.told).challenge);
		else if (asked.trouble === 'away' || asked.trouble === 'crowd') await pause(asked.trouble);
		else return undefined;
	}
}
