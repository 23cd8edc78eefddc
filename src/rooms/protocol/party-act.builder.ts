import { randomUUID } from 'node:crypto';
import type { PartyAct, PartyActKind } from './party-act.ts';

/** An act, for tests: `anAct('signed', '2018-03-02')`. */
export function anAct(kind: PartyActKind, on: string, more: Partial<PartyAct> = {}): PartyAct {
	return {
		id: randomUUID(),
		kind,
		on,
		documentId: null,
		note: '',
		confirmed: true,
		replaces: null,
		recordedAt: '2026-01-01T00:00:00.000Z',
		...more,
	};
}
