import { createHmac } from 'node:crypto';

/** What signs a challenge, and what signs the key that is looked for. */
interface Signers {
	challenge: string;
	key: string;
}

const known = new WeakMap<Uint8Array, Signers>();

/** Made once for each secret of a server, and as text: Node takes longer to look at a key in bytes than to sign with it. */
export function signersOf(secret: Uint8Array): Signers {
	const made = known.get(secret) ?? {
		challenge: Buffer.from(secret).toString('hex'),
		key: createHmac('sha256', secret).update('key of a gate').digest('hex'),
	};
	known.set(secret, made);
	return made;
}
