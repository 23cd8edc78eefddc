import { createHash } from 'node:crypto';

/** SHA-256 in hex: over bytes given in hex, then a text in UTF-8. The only place that needs Node; a browser would bring its own. */
export function sha256(bytes: string, text = ''): string {
	return createHash('sha256').update(bytes, 'hex').update(text, 'utf8').digest('hex');
}
