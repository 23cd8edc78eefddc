import { open } from '#house/crypto/envelope.ts';
import type { SealedFile } from '../../payloads.ts';
import { placeOf, type RequestScope } from '../../places.ts';
import { toBody, type Unlocked } from './unlock.ts';

interface Wanted {
	unlocked: Unlocked;
	scope: RequestScope;
	file: SealedFile;
	version: number;
}

/** Fetches a file, opens it here and has the browser save it; it is never shown in the page. False when it does not open. */
export async function saveFile(address: string, { unlocked, scope, file, version }: Wanted): Promise<boolean> {
	try {
		const body = JSON.stringify(toBody({ proof: unlocked.proof, id: file.id }));
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(address, { method: 'POST', headers, body, cache: 'no-store' });
		if (!response.ok) return false;
		const sealed = new Uint8Array(await response.arrayBuffer());
		const content = open(unlocked.request, placeOf(scope, 'file', { id: file.id, version }), sealed);
		const link = document.createElement('a');
		link.href = URL.createObjectURL(new Blob([Uint8Array.from(content)], { type: 'application/octet-stream' }));
		link.download = file.name;
		link.click();
		URL.revokeObjectURL(link.href);
		return true;
	} catch {
		return false;
	}
}
