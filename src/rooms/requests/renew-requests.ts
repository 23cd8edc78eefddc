import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { askServer, type Trouble } from '#house/ui/ask-server.ts';
import type { RenewalWork } from '#rooms/keys/renewal-work.ts';
import { makeRequestKey, openFromIntake, unwrapFromVault, wrapForVault, type RequestKeys } from './request-keys.ts';
import { Renewed, Settled, WrapsToRenew, type WrapToRenew } from './wrap-renewal.ts';

/**
 * Moves the keys of a team's requests to its new key, batch after batch: each is written beside the old, read back and opened, and only then
 * takes its place. Whoever begins again goes on where another stopped.
 */
export async function renewRequests(work: RenewalWork): Promise<{ failed: number } | Trouble> {
	let failed = 0;
	for (let after: string | null = null; ;) {
		const listed = await list(work, after);
		if ('trouble' in listed) return listed;
		const { wraps, left } = listed.answer;
		work.onLeft(left);
		const last = wraps.at(-1);
		if (last === undefined) return { failed };
		const settled = await renewBatch(work, { wraps, after });
		if (typeof settled !== 'number') return settled;
		failed += wraps.length - settled;
		after = last.requestId;
	}
}

function list({ endpoint, epoch }: RenewalWork, after: string | null) {
	return askServer(endpoint, { step: 'list', epoch, after }, WrapsToRenew);
}

/** Returns how many are under the new key. */
async function renewBatch(
	work: RenewalWork,
	{ wraps, after }: { wraps: WrapToRenew[]; after: string | null },
): Promise<number | Trouble> {
	const { endpoint, epoch } = work;
	const older = new Map<string, RequestKeys>();
	const made = [];
	for (const wrap of wraps) {
		const keys = await findKeys(work, wrap);
		if (keys === undefined) continue;
		older.set(wrap.requestId, keys);
		if (opens(work, wrap, keys)) continue;
		const renewed = wrapForVault(keys, scopeOf(work, wrap), { epoch, key: getKeys(work, epoch).vaultKey });
		made.push({ requestId: wrap.requestId, from: wrap.vaultEpoch, wrap: toBase64(renewed) });
	}
	if (older.size === 0) return 0;
	const written =
		made.length === 0 ? undefined : await askServer(endpoint, { step: 'renew', epoch, wraps: made }, Renewed);
	if (written && 'trouble' in written) return written;
	const back = await list(work, after);
	if ('trouble' in back) return back;
	const verified = back.answer.wraps.flatMap((wrap) => {
		const keys = older.get(wrap.requestId);
		if (keys === undefined || wrap.next === null || !opens(work, wrap, keys)) return [];
		return [{ requestId: wrap.requestId, hash: toBase64(sha256(fromBase64(wrap.next))) }];
	});
	if (verified.length === 0) return 0;
	const settled = await askServer(endpoint, { step: 'settle', epoch, wraps: verified }, Settled);
	return 'trouble' in settled ? settled : settled.answer.settled.length;
}

/** The keys of a request with the key it is under now; undefined when it does not open. One that nobody has opened gets a key for notes. */
async function findKeys(work: RenewalWork, wrap: WrapToRenew): Promise<RequestKeys | undefined> {
	const scope = scopeOf(work, wrap);
	try {
		if (wrap.vault !== null && wrap.vaultEpoch !== null) {
			const from = { epoch: wrap.vaultEpoch, key: getKeys(work, wrap.vaultEpoch).vaultKey };
			return unwrapFromVault(fromBase64(wrap.vault), scope, from);
		}
		if (wrap.intake === null) return undefined;
		const from = { epoch: wrap.epoch, key: getKeys(work, wrap.epoch).intakeIdentity };
		return { request: await openFromIntake(fromBase64(wrap.intake), scope, from), notes: makeRequestKey() };
	} catch (error) {
		if (error instanceof CannotOpen) return undefined;
		throw error;
	}
}

/** Whether what was written under the new key opens, to the same request. Another holder may have written it, with a key for notes of theirs. */
function opens(work: RenewalWork, wrap: WrapToRenew, keys: RequestKeys): boolean {
	if (wrap.next === null) return false;
	const { epoch } = work;
	try {
		const key = getKeys(work, epoch).vaultKey;
		const next = unwrapFromVault(fromBase64(wrap.next), scopeOf(work, wrap), { epoch, key });
		return equalBytes(next.request, keys.request) && (wrap.vault === null || equalBytes(next.notes, keys.notes));
	} catch (error) {
		if (error instanceof CannotOpen) return false;
		throw error;
	}
}

function scopeOf({ organisationId, teamId }: RenewalWork, { requestId }: WrapToRenew) {
	return { organisationId, teamId, requestId };
}

function getKeys({ keyring, teamId }: RenewalWork, epoch: number) {
	const keys = keyring.findTeamKeys(teamId, epoch);
	if (keys === undefined) throw new CannotOpen('The key of that epoch is not at hand.');
	return keys;
}
