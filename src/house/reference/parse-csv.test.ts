import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv } from './parse-csv.ts';

function cells(text: string): string[][] {
	return parseCsv('places.csv', text).map((row) => row.cells);
}

test('cells are separated by commas, rows by line ends of either kind', () => {
	expect(cells('a,b\r\nc,\nd,e')).toEqual([
		['a', 'b'],
		['c', ''],
		['d', 'e'],
	]);
});

test('a quoted cell may hold commas, line ends and doubled quotes', () => {
	expect(cells('"a,b","say ""yes""","two\nlines"\n')).toEqual([['a,b', 'say "yes"', 'two\nlines']]);
});

test('a byte order mark and empty lines are passed over', () => {
	expect(cells('\uFEFFa,b\n\nc,d\n')).toEqual([
		['a', 'b'],
		['c', 'd'],
	]);
});

test('each row knows the line it begins on', () => {
	const rows = parseCsv('places.csv', 'a\n"two\nlines"\n\nb,');
	expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
	expect(rows.at(-1)?.cells).toEqual(['b', '']);
});

test.each(['a\n"never closed', 'a\nb"c', 'a\n"b"c'])('a stray quotation mark is refused with its line: %j', (text) => {
	expect(() => parseCsv('places.csv', text)).toThrow('places.csv, line 2: a quotation mark is out of place or never closed.');
});

test('whatever is written quoted comes back as it was', () => {
	const anyRow = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ') }), { minLength: 2, maxLength: 4 });
	fc.assert(
		fc.property(fc.array(anyRow, { minLength: 1, maxLength: 5 }), (rows) => {
			const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
			expect(cells(text)).toEqual(rows);
		}),
	);
});
