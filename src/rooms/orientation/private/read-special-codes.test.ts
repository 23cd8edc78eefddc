import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSpecialCodes } from './read-special-codes.ts';

test.each([
	['1035,21015,known\n', undefined],
	['1035,21015,known\n1035,21015,again\n', /line 3.*repeats line 2/],
	['1036,21015,a slip\n', /line 2.*is no postal code of this commune/],
	['1035,21015,\n', /line 2.*source.*is empty/],
])('the special codes %j: %s', (rows, problem) => {
	const directory = mkdtempSync(join(tmpdir(), 'maillage-codes-'));
	writeFileSync(join(directory, 'special-codes.csv'), `postal_code,nis,source\n${rows}`);
	const read = () => readSpecialCodes(directory, new Set(['1030 21015', '1035 21015']));
	if (problem === undefined) expect(read()).toEqual(new Set(['1035 21015']));
	else expect(read).toThrow(problem);
	rmSync(directory, { recursive: true });
});
