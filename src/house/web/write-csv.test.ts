import { expect, test } from 'vitest';
import { writeCsvRow } from './write-csv.ts';

test.each(['=1+1', '+32', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0=1', '＝1'])(
	'a spreadsheet does not calculate %j',
	(text) => {
		expect(writeCsvRow([text])).toBe(`"'${text}"\r\n`);
	},
);

test('quotes, semicolons and line breaks stay in their cell', () => {
	expect(writeCsvRow(['a"b', 'c;d', 'e\nf', ''])).toBe('"a""b";"c;d";"e\nf";""\r\n');
});
