import * as z from 'zod/mini';
import { askServer } from '#house/ui/ask-server.ts';
import type { RequesterKeys } from '#house/crypto/requester-keys.ts';
import type { Language } from '#house/language/language.ts';
import { Intake } from '../../intake.ts';
import { sealRequest, type Draft, type Sender } from '../../seal-request.ts';
import { writeJson, type SealedObject } from '../../sent-request.ts';
import { Renewed } from './begin.ts';
import type { Pause } from './watch.ts';
import { beginWork, type Work } from './work.ts';

const Taken = z.object({ dueOn: z.string() });
const Stale = z.object({ intake: Intake });
/** What cannot be put right by trying again. */
export type NotDelivered = 'closed' | 'locator' | 'too_large' | 'failed';

interface Delivery {
	page: string;
	draft: Draft;
	notice: string | null;
	sender: Sender;
	keys: RequesterKeys;
	intake: Intake;
	language: Language;
	work: Work;
	pause: Pause;
}

/** Seals a request and sends it, once, however often that takes; sealed anew where the team has changed its key meanwhile. */
export async function deliver(delivery: Delivery): Promise<{ dueOn: string } | { not: NotDelivered }> {
	let { work, intake } = delivery;
	let sealed = await sealRequest(delivery.draft, { ...delivery, intake });
	for (;;) {
		const asked = await askServer(`${delivery.page}/sealed`, await writeForm(sealed, work), Taken);
		if ('answer' in asked) return asked.answer;
		if (asked.trouble === 'away' || asked.trouble === 'crowd') await delivery.pause(asked.trouble);
		else if (asked.trouble === 'too_large') return { not: 'too_large' };
		else if (asked.trouble !== 'refused') return { not: asked.trouble === 'not_found' ? 'closed' : 'failed' };
		else if (asked.reason === 'stale') {
			intake = z.parse(Stale, asked.told).intake;
			sealed = await sealRequest(delivery.draft, { ...delivery, intake });
		} else if (asked.reason === 'expired' || asked.reason === 'spent') {
			work = beginWork(z.parse(Renewed, asked.told).challenge);
		} else if (asked.reason === 'closed' || asked.reason === 'locator') return { not: asked.reason };
		else return { not: 'failed' };
	}
}

type Sealed = Awaited<ReturnType<typeof sealRequest>>;

async function writeForm({ sent, objects }: Sealed, { challenge, solution }: Work): Promise<FormData> {
	const form = new FormData();
	form.append('sent', writeJson(sent));
	form.append('challenge', challenge);
	form.append('solution', await solution);
	appendObjects(form, objects);
	return form;
}

/** Each sealed part under its id, as a file without a name or type of its own. */
export function appendObjects(form: FormData, objects: readonly SealedObject[]): void {
	for (const { id, sealed } of objects) {
		form.append(id, new Blob([Uint8Array.from(sealed)], { type: 'application/octet-stream' }), 'sealed');
	}
}
