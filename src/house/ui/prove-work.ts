import * as z from 'zod/mini';

const Challenge = z.object({
	parameters: z.object({
		nonce: z.string(),
		salt: z.string(),
		cost: z.int(),
		keyLength: z.int(),
		keyPrefix: z.string(),
	}),
});

/**
 * Does the work of a gate (see gate.ts) while one writes: the first counter whose key begins as asked. As solve-proof.js does it for forms
 * that are sent without a script of their own. In a secure context.
 */
export async function proveWork(challenge: string): Promise<string> {
	const { nonce, salt, cost, keyLength, keyPrefix } = z.parse(Challenge, JSON.parse(challenge)).parameters;
	const start = toBytes(nonce);
	const password = new Uint8Array(start.length + 4);
	password.set(start);
	const how = { name: 'PBKDF2', hash: 'SHA-256', salt: toBytes(salt), iterations: cost };
	for (let counter = 0; ; counter++) {
		new DataView(password.buffer).setUint32(start.length, counter);
		const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
		const derivedKey = toHex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
		if (derivedKey.startsWith(keyPrefix)) return JSON.stringify({ counter, derivedKey });
	}
}

function toBytes(hex: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function toHex(bytes: ArrayBuffer): string {
	return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
