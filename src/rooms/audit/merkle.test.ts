import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '#house/crypto/canonical.ts';
import { pathOf, rootByPath, rootOf, type Head } from './merkle.ts';
import { verifyRoot } from './verify-root.ts';

const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const aHead = fc.record({ organisation: fc.uuid(), number: fc.integer({ min: 1, max: 1_000_000 }), hash: aHash });
const someHeads = fc.uniqueArray(aHead, { minLength: 1, maxLength: 40, selector: ({ organisation }) => organisation });

/** The definition of RFC 6962, 2.1, word for word. */
function treeHash(leaves: Buffer[]): Buffer {
	const hash = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
	const [only] = leaves;
	if (only === undefined) return hash();
	if (leaves.length === 1) return hash(Buffer.from([0]), only);
	let split = 1;
	while (split * 2 < leaves.length) split *= 2;
	return hash(Buffer.from([1]), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

test('the root is that of RFC 6962', () => {
	fc.assert(
		fc.property(someHeads, (heads) => {
			const leaves = heads.map((head) => Buffer.from(canonical({ ...head })));
			expect(rootOf(heads)).toBe(treeHash(leaves).toString('hex'));
		}),
	);
	expect(rootOf([])).toBe(treeHash([]).toString('hex'));
});

test('the path of every head leads to the root, that of a changed head does not', () => {
	fc.assert(
		fc.property(someHeads, fc.nat(), (heads, pick) => {
			const index = pick % heads.length;
			const head = heads[index] as Head;
			const path = pathOf(heads, index);
			expect(rootByPath(head, path)).toBe(rootOf(heads));
			expect(rootByPath({ ...head, number: head.number + 1 }, path)).not.toBe(rootOf(heads));
		}),
	);
});

test('a stored root that is not that of its heads, or not the one mailed, is named', () => {
	fc.assert(
		fc.property(someHeads, aHash, (heads, other) => {
			const root = { day: '2026-11-22', root: rootOf(heads), heads };
			expect(verifyRoot(root)).toEqual([]);
			expect(verifyRoot(root, root.root)).toEqual([]);
			expect(verifyRoot(root, other)).toEqual([{ day: '2026-11-22', fault: 'root_differs' }]);
			expect(verifyRoot({ ...root, root: other })).toEqual([{ day: '2026-11-22', fault: 'root_altered' }]);
			expect(verifyRoot({ ...root, heads: heads.slice(1) })).toEqual([{ day: '2026-11-22', fault: 'root_altered' }]);
		}),
	);
});
