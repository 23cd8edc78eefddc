import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#rooms/identity/signed-in.ts';

/** Who is signed in; anyone else is led to the sign-in page and back here afterwards. */
export async function getSignedIn({ locals, url }: RequestEvent): Promise<SignedIn> {
	const person = await locals.findPerson();
	if (person !== undefined) return person;
	redirect(303, `/${locals.language}/sign-in?${new URLSearchParams({ to: url.pathname + url.search })}`);
}
