import type { RequestEvent } from '@sveltejs/kit';
import { CONTACT_EMAIL, ORIGIN } from '$app/env/private';
import type { Publisher } from '#rooms/directory/describe-hsds.ts';

export function describePublisher({ url, locals }: RequestEvent): Publisher {
	return { origin: ORIGIN ?? url.origin, email: CONTACT_EMAIL, hasDemonstration: locals.hasDemonstration };
}
