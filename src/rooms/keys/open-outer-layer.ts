import { CannotOpen, open, seal, type Place } from '#house/crypto/envelope.ts';
import type { OuterLayer, Retention } from './outer-layer.ts';

/** The outer layer of a month by its key, for a step that has read it (`keep_retention_key`). Undefined: the key is destroyed. */
export function openOuterLayer({ organisationId, month }: Retention, secret: Uint8Array | undefined): OuterLayer {
	const place = (object: string): Place => ({
		kind: 'outer_layer',
		organisation: organisationId,
		team: '',
		container: month,
		object,
		version: 1,
	});
	function getSecret(): Uint8Array {
		if (secret === undefined) throw new CannotOpen('The retention key of this month is destroyed.');
		return secret;
	}
	return {
		put: (what, wrap) => Buffer.from(seal(getSecret(), place(what), wrap)),
		take: (what, layered) => open(getSecret(), place(what), layered),
	};
}
