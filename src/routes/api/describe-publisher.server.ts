import { CONTACT_EMAIL, ORIGIN } from '$app/env/private';
import type { Publisher } from '#rooms/directory/describe-hsds.ts';

/** @param asked the origin by which we were asked, where the operator set none */
export function describePublisher(asked: string, hasDemonstration: boolean): Publisher {
	return { origin: ORIGIN ?? asked, email: CONTACT_EMAIL, hasDemonstration };
}
