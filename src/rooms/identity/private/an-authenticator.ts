import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { NewPasskeyAnswer, PasskeyAnswer } from '../passkey.ts';

interface Ceremony {
	challenge: string;
	/** The address of the page, as the browser writes it. */
	origin: string;
	/** The name for which the passkey is asked. */
	site: string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A device that keeps one passkey, for tests: ES256, without attestation. Its counter, its checks and its honesty can be changed. */
export class Authenticator {
	counter = 0;
	verifies = true;
	readonly id = randomBytes(32);
	#keys: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

	make({ challenge, origin, site }: Ceremony): NewPasskeyAnswer {
		const length = Buffer.from([0, this.id.length]);
		const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#publicKey()]);
		const authData = Buffer.concat([this.#head(site, ATTESTED), attested]);
		const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
			['fmt', 'none'],
			['attStmt', new Map<string, string>()],
			['authData', new Uint8Array(authData)],
		]);
		return {
			...this.#frame(),
			response: {
				clientDataJSON: clientData('webauthn.create', challenge, origin),
				attestationObject: encode(isoCBOR.encode(attestation)),
				transports: ['internal'],
			},
		};
	}

	use({ challenge, origin, site }: Ceremony): PasskeyAnswer {
		const authData = this.#head(site, 0);
		const clientDataJSON = clientData('webauthn.get', challenge, origin);
		const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
		const signature = sign('sha256', Buffer.concat([authData, hash]), this.#keys.privateKey);
		return {
			...this.#frame(),
			response: { clientDataJSON, authenticatorData: encode(authData), signature: encode(signature) },
		};
	}

	#frame() {
		return {
			id: encode(this.id),
			rawId: encode(this.id),
			type: 'public-key' as const,
			clientExtensionResults: {},
		};
	}

	#head(site: string, further: number): Buffer {
		const counter = Buffer.alloc(4);
		counter.writeUInt32BE(this.counter);
		const flags = PRESENT | (this.verifies ? VERIFIED : 0) | further;
		return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags]), counter]);
	}

	#publicKey(): Uint8Array {
		const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
		const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
		return isoCBOR.encode(
			new Map<number, number | Uint8Array>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, bytes(x)],
				[-3, bytes(y)],
			]),
		);
	}
}

function clientData(type: string, challenge: string, origin: string): string {
	return encode(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}

function encode(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64url');
}
