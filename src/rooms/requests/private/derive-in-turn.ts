import { scrypt } from 'node:crypto';
import type { Receipt } from '#house/crypto/receipt.ts';
import { receiptPassword, receiptWork, splitRequesterKey, type RequesterKeys } from '#house/crypto/requester-keys.ts';

/** Each takes 128 MB and half a second of a processor: one at a time. A classroom of thirty that presses at once waits, and gets through. */
const MOST_WAITING = 32;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** The keys of a receipt, derived in the memory of this process, for whoever has no JavaScript. Undefined when too many wait already. */
export async function deriveInTurn(receipt: Receipt, salt: Uint8Array): Promise<RequesterKeys | undefined> {
	if (waiting >= MOST_WAITING) return undefined;
	waiting += 1;
	const turn = last.then(() => derive(receipt, salt));
	last = turn.catch(() => undefined);
	try {
		return splitRequesterKey(await turn);
	} finally {
		waiting -= 1;
	}
}

function derive(receipt: Receipt, salt: Uint8Array): Promise<Buffer> {
	const { N, r, p, dkLen } = receiptWork;
	return new Promise((resolve, reject) => {
		scrypt(receiptPassword(receipt), salt, dkLen, { N, r, p, maxmem: 2 ** 28 }, (failure, key) =>
			failure === null ? resolve(key) : reject(failure),
		);
	});
}
