import type { Transport } from '@sveltejs/kit/hooks';
import { ServerOnly } from '#house/web/server-only.ts';

/** What is held by ServerOnly costs nothing to serialise and never leaves the server. */
export const transport: Transport = {
	ServerOnly: {
		encode: (value) => value instanceof ServerOnly && 1,
		decode: () => undefined,
	},
};
