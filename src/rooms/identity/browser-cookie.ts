import { randomBytes } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';

type Carrier = Pick<RequestEvent, 'cookies' | 'url'>;

const SECONDS = 30 * 60;

/** As for the session: `__Host-` where there is TLS, so that no other site of the domain can plant one. */
function nameFor(url: URL): string {
	return url.protocol === 'https:' ? '__Host-maillage-browser' : 'maillage-browser';
}

/** What ties a sign-in that has begun to the browser in which it began. Undefined: none has. */
export function readBrowser({ cookies, url }: Carrier): string | undefined {
	const value = cookies.get(nameFor(url));
	return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** The same, given to the browser where it has none. */
export function getBrowser(carrier: Carrier): string {
	const browser = readBrowser(carrier) ?? randomBytes(32).toString('base64url');
	const { cookies, url } = carrier;
	const secure = url.protocol === 'https:';
	// Lax, because the answer of an issuer arrives as a link from its site.
	cookies.set(nameFor(url), browser, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SECONDS });
	return browser;
}

export function removeBrowser({ cookies, url }: Carrier): void {
	cookies.delete(nameFor(url), { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
