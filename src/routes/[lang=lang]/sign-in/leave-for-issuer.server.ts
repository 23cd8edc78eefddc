import type { RequestEvent } from '@sveltejs/kit';
import { getBrowser } from '#rooms/identity/browser-cookie.ts';
import { goToIssuer } from '#rooms/identity/go-to-issuer.server.ts';
import type { IssuerRefusal } from '#rooms/identity/issuer.ts';

interface Wish {
	key: FormDataEntryValue | null;
	to: string;
	linking?: string;
}

/**
 * The address of an issuer for the page that leads there. Not a redirect: a browser would follow it only to sites that our content
 * security policy allows forms to reach, and an issuer may send people on to others.
 */
export async function leaveForIssuer(
	event: RequestEvent,
	{ key, to, linking }: Wish,
): Promise<{ issuer: string; href: string } | { refused: IssuerRefusal }> {
	const { signIn, database, language } = event.locals;
	const issuer = signIn.issuers.find((each) => each.key === key);
	if (issuer === undefined) return { refused: 'issuer_unknown' };
	if (!(await signIn.limits.mayBegin(event.getClientAddress()))) return { refused: 'issuer_away' };
	const departure = await goToIssuer(database, {
		issuer,
		browser: getBrowser(event),
		language,
		to,
		redirectUri: new URL('/sign-in/return', signIn.origin ?? event.url.origin).href,
		...(linking === undefined ? {} : { linking }),
	});
	return 'refused' in departure ? departure : { issuer: issuer.name[language], href: departure.href };
}
