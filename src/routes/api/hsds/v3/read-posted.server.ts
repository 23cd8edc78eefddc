import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';

const Posted = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The parameters of the address and of the body together, the body's before the address's; undefined when the body is no JSON object. */
export async function readPosted({ request, url }: RequestEvent): Promise<URLSearchParams | undefined> {
	const text = await request.text();
	const posted = text.trim() === '' ? {} : parseObject(text);
	if (posted === undefined) return undefined;
	const parameters = new URLSearchParams(url.searchParams);
	for (const [name, value] of Object.entries(posted)) parameters.set(name, String(value));
	return parameters;
}

function parseObject(text: string): z.output<typeof Posted> | undefined {
	try {
		return Posted.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}
