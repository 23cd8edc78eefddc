import type { ServerResponse } from 'node:http';
import { mayBeFramed } from './kept-answer.ts';

const headers = {
	// Of anything but a page; a page's own policy, which names its stylesheet and its one script, replaces it.
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-embedder-policy': 'require-corp',
	'cross-origin-resource-policy': 'same-origin',
	'origin-agent-cluster': '?1',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
};

/** The headers of every answer, assets and errors included. `path`: of the request. */
export function setSecurityHeaders(response: ServerResponse, path: string, secure: boolean): void {
	for (const [name, value] of Object.entries(headers)) {
		response.setHeader(name, value);
	}
	// This older header knows no site that may; the policy that says so comes with the answer.
	if (mayBeFramed(path)) response.removeHeader('x-frame-options');
	if (secure) {
		response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains');
	}
}
