import { expect, test } from 'vitest';
import { openState, sealState } from './sealed-state.ts';

const now = new Date('2026-11-30T09:00:00Z');
const of = { purpose: 'write:one', secret: new Uint8Array(32).fill(1), now };
const carried = sealState(of, { text: 'Bonjour' }, 10);

test('what a form carries comes back as it was, and says nothing on the way', () => {
	expect(openState(of, carried)).toEqual({ text: 'Bonjour' });
	expect(Buffer.from(carried, 'base64url').toString('latin1')).not.toContain('Bonjour');
});

test.each([
	['in another form', { ...of, purpose: 'write:two' }],
	['on another server', { ...of, secret: new Uint8Array(32).fill(2) }],
	['too late', { ...of, now: new Date('2026-11-30T09:10:01Z') }],
])('%s it does not open', (_, elsewhere) => {
	expect(openState(elsewhere, carried)).toBeUndefined();
});

test.each(['', 'x', carried.slice(0, -4), `A${carried}`])('nor when it was altered', (altered) => {
	expect(openState(of, altered)).toBeUndefined();
});
