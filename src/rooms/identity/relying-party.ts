import { isIP } from 'node:net';

/** The site to which a passkey belongs: the browser shows it to no other. */
export interface RelyingParty {
	/** A name without port, as WebAuthn calls the RP ID. */
	id: string;
	origin: string;
}

/**
 * Whose passkeys this page can ask for. `elsewhere`: none here, but at that address. `nowhere`: this site has no name to which a passkey
 * could belong.
 */
export function findRelyingParty(
	url: URL,
	origin: string | undefined,
): { party: RelyingParty } | { elsewhere: string } | { nowhere: true } {
	const site = origin === undefined ? url : new URL(origin);
	const page = url.pathname + url.search;
	const host = site.hostname.replaceAll(/^\[|\]$/g, '');
	if (isIP(host) !== 0) {
		if (!isLoopback(host)) return { nowhere: true };
		return { elsewhere: `${site.protocol}//localhost${site.port === '' ? '' : `:${site.port}`}${page}` };
	}
	// Only localhost may go without TLS.
	if (site.protocol !== 'https:' && host !== 'localhost' && !host.endsWith('.localhost')) return { nowhere: true };
	if (site.origin !== url.origin) return { elsewhere: site.origin + page };
	return { party: { id: host, origin: site.origin } };
}

function isLoopback(host: string): boolean {
	return host === '::1' || host.startsWith('127.');
}
