import { expect, test } from 'vitest';
import { joinCells } from './join-cells.ts';

test('what lies side by side is drawn as one outline', () => {
	const one = [
		[0, 0],
		[1, 0],
		[1, 1],
		[0, 1],
		[0, 0],
	] as const;
	const other = [
		[1, 0],
		[2, 0],
		[2, 1],
		[1, 1],
		[1, 0],
	] as const;
	expect(joinCells([one])).toBe('M0,0L1,0L1,1L0,1Z');
	expect(joinCells([one, other])).toBe('M0,0L1,0L2,0L2,1L1,1L0,1Z');
	expect(joinCells([])).toBe('');
});
