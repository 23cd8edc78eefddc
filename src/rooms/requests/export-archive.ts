import { Zip, ZipPassThrough, strToU8 } from 'fflate';
import { makeIdentity, recipientOf, sealToRecipients, sealWithPassphrase } from '#house/crypto/age-file.ts';
import { utf8ToBytes } from '#house/crypto/bytes.ts';

/** What one exported request is called and holds; `content` is written as JSON. */
export interface ExportedRequest {
	id: string;
	/** Of the open index: nothing that a person wrote. */
	facts: Record<string, string | number | null>;
	content: object;
}

/** Who opens the archive: whoever has the identity of this recipient, or knows the passphrase. */
export type ExportLock = { recipient: string } | { passphrase: string };

const HOW_TO_OPEN = [
	'Each request is an age file (https://age-encryption.org) with JSON inside; files stand in it in base64.',
	'With an identity:   age -d -i identity.txt requests/ID.json.age',
	'With a passphrase:  age -d -i identity.age requests/ID.json.age',
	'',
].join('\n');

/** A ZIP of age files, one for each request, given away piece by piece so that it is never whole in memory. */
export interface ExportArchive {
	add(request: ExportedRequest): Promise<void>;
	end(): void;
}

/**
 * Opens an archive. Under a passphrase, the files are sealed to an identity made for this archive, which is in it under the passphrase:
 * deriving a key takes half a second, and is not done for every file.
 */
export async function openArchive(lock: ExportLock, give: (piece: Uint8Array) => void): Promise<ExportArchive> {
	const zip = new Zip((error, piece) => {
		if (error) throw error;
		give(piece);
	});
	const index: Record<string, unknown>[] = [];
	let recipient: string;
	if ('recipient' in lock) recipient = lock.recipient;
	else {
		const identity = await makeIdentity();
		recipient = await recipientOf(identity);
		put(zip, 'identity.age', await sealWithPassphrase(utf8ToBytes(`${identity}\n`), lock.passphrase));
	}
	put(zip, 'README.txt', strToU8(HOW_TO_OPEN));
	return {
		async add({ id, facts, content }) {
			const file = `requests/${id}.json.age`;
			put(zip, file, await sealToRecipients(utf8ToBytes(JSON.stringify(content, undefined, '\t')), [recipient]));
			index.push({ id, file, ...facts });
		},
		end() {
			put(zip, 'index.json', strToU8(JSON.stringify({ v: 1, requests: index }, undefined, '\t')));
			zip.end();
		},
	};
}

/** As it is: what is sealed does not get smaller. */
function put(zip: Zip, name: string, content: Uint8Array): void {
	const file = new ZipPassThrough(name);
	zip.add(file);
	file.push(content, true);
}
