import { z } from 'zod';
import type { ApiRequest } from '#house/web/api.ts';

const Posted = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The parameters of the address and of the body together, the body's before the address's; undefined when the body is no JSON object. */
export async function readPosted({ parameters, readText }: ApiRequest): Promise<URLSearchParams | undefined> {
	const text = await readText();
	const posted = text.trim() === '' ? {} : parseObject(text);
	if (posted === undefined) return undefined;
	const both = new URLSearchParams(parameters);
	for (const [name, value] of Object.entries(posted)) both.set(name, String(value));
	return both;
}

function parseObject(text: string): z.output<typeof Posted> | undefined {
	try {
		return Posted.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}
