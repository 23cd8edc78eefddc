import type { RequestEvent } from '@sveltejs/kit';

type Carrier = Pick<RequestEvent, 'cookies' | 'url'>;

/** `__Host-` binds the cookie to this host and to TLS; without TLS, on loopback, a browser would refuse that name. */
function nameFor(url: URL): string {
	return url.protocol === 'https:' ? '__Host-maillage' : 'maillage';
}

export function readSessionCookie({ cookies, url }: Carrier): string | undefined {
	return cookies.get(nameFor(url));
}

/** For as long as the browser is open; the server ends the session earlier than that. */
export function writeSessionCookie({ cookies, url }: Carrier, token: string): void {
	cookies.set(nameFor(url), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}

export function removeSessionCookie({ cookies, url }: Carrier): void {
	cookies.delete(nameFor(url), { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
