import * as z from 'zod/mini';

/**
 * Why the server's answer is not what was asked for. `away`: no connection, or the server is in trouble: to be tried again as it is.
 * `signed_out`: the session has ended. `not_found`: there is no such thing for whoever asks. `refused`: it said why, in `reason`.
 */
export type Trouble =
	| { trouble: 'away' | 'signed_out' | 'not_found' | 'too_large' | 'crowd' }
	| { trouble: 'refused'; reason: string; told: unknown };

const Refused = z.object({ refused: z.string() });

/** Sends JSON, or a form with sealed files, and reads the JSON that comes back. Never throws for what the network or the server does. */
export async function askServer<Shape>(
	address: string,
	body: object | FormData,
	shape: z.ZodMiniType<Shape>,
): Promise<{ answer: Shape } | Trouble> {
	const isForm = body instanceof FormData;
	const headers = { accept: 'application/json', ...(isForm ? {} : { 'content-type': 'application/json' }) };
	let response: Response;
	let content: unknown;
	try {
		const sent = isForm ? body : JSON.stringify(body);
		// A page for signing in, to which one would be led, is no answer.
		response = await fetch(address, { method: 'POST', headers, body: sent, redirect: 'manual', cache: 'no-store' });
		content = response.ok || response.status === 409 ? await response.json() : undefined;
	} catch {
		return { trouble: 'away' };
	}
	if (response.type === 'opaqueredirect' || response.status === 401) return { trouble: 'signed_out' };
	if (response.status === 404 || response.status === 400) return { trouble: 'not_found' };
	if (response.status === 413) return { trouble: 'too_large' };
	if (response.status === 429) return { trouble: 'crowd' };
	if (response.status === 409) {
		const read = z.safeParse(Refused, content);
		return read.success ? { trouble: 'refused', reason: read.data.refused, told: content } : { trouble: 'away' };
	}
	if (!response.ok) return { trouble: 'away' };
	return { answer: z.parse(shape, content) };
}
