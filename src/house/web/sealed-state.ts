import { bytesToUtf8, fromBase64, toBase64, utf8ToBytes } from '../crypto/bytes.ts';
import { open, seal, type Place } from '../crypto/envelope.ts';

/** What a form carries from one step to the next without a script, closed by a secret of the server, for a short time. */
export interface StateFor {
	/** What it is for, as `write:<service>`: carried elsewhere it does not open. */
	purpose: string;
	secret: Uint8Array;
	now: Date;
}

/** @param minutes how long it may be sent back */
export function sealState({ purpose, secret, now }: StateFor, value: object, minutes: number): string {
	const until = now.getTime() + minutes * 60_000;
	return toBase64(seal(secret, placeOf(purpose), utf8ToBytes(JSON.stringify({ until, value }))));
}

/** What was carried; undefined when it is too old, altered, of another form, or not ours. */
export function openState({ purpose, secret, now }: StateFor, carried: string): unknown {
	try {
		const read: { until: number; value: unknown } = JSON.parse(
			bytesToUtf8(open(secret, placeOf(purpose), fromBase64(carried))),
		);
		return read.until > now.getTime() ? read.value : undefined;
	} catch {
		return undefined;
	}
}

function placeOf(purpose: string): Place {
	return { kind: 'form_state', organisation: '', team: '', container: purpose, object: 'state', version: 1 };
}
