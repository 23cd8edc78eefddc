import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFormula } from '#house/web/formula-cell.ts';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import { aFolder, readWhole } from '../import.builder.ts';
import { readCellText, readOpenValue, writeCellText, writeOpenValue } from './cell-text.ts';
import { removeControls } from './reading/read-value.ts';
import { FlatStore } from './writing/flat-store.ts';
import { flatten } from './writing/flatten.ts';
import { writeZip } from './writing/write-zip.ts';

const awkward = fc.constantFrom(
	"'",
	"''",
	'=',
	'+',
	'-',
	'@',
	'"',
	'""',
	',',
	';',
	'\n',
	'\r\n',
	'\r',
	'\t',
	' ',
	'null',
	'NULL',
	'{',
	'[',
	'1',
	'-5',
	'true',
	'é',
	'’',
);
const texts = fc
	.oneof(
		fc.string({ minLength: 1 }),
		fc
			.array(fc.oneof(awkward, fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 6 })
			.map((parts) => parts.join('')),
	)
	.filter((text) => text !== '');

test('any text comes back out of its cell, and no cell is a formula', () => {
	fc.assert(
		fc.property(texts, (text) => {
			const cell = writeCellText(text);
			expect(isFormula(cell)).toBe(false);
			expect(readCellText(cell)).toBe(text);
		}),
	);
});

test.each(["'", "''", "'=1", "''=1", "'bonjour", '=1', '\t=1', "'null", 'null', '-5', '+32'])(
	'%j comes back',
	(text) => {
		expect(readCellText(writeCellText(text))).toBe(text);
	},
);

test('any value of a column that HSDS does not have comes back, a text as a text', () => {
	const values = fc.oneof(
		texts,
		fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
		fc.boolean(),
		fc.array(texts),
		fc.dictionary(fc.string(), texts),
	);
	fc.assert(
		fc.property(values, (value) => {
			const cell = writeOpenValue(value);
			expect(isFormula(cell)).toBe(false);
			expect(readOpenValue(readCellText(cell) ?? '')).toEqual(value);
		}),
	);
});

test(
	'a service with any text is the same after it was written as a package and read again',
	{ timeout: 30_000 },
	async () => {
		// Characters that no text has are removed on the way in, and a pair of surrogates that is none is no text at all.
		const clean = texts.map((text) => removeControls(text)).filter((text) => text !== '' && text.isWellFormed());
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.uuid(), fc.uuid(), clean, clean, clean), { minLength: 1, maxLength: 3 }),
				async (rows) => {
					const services = rows.map(([id, area, name, description, extra]): HsdsObject => ({
						id,
						name,
						status: 'active',
						description,
						x_be_extra: extra,
						x_be_names: { fr: name },
						service_areas: [{ id: area, name: extra }],
					}));
					fc.pre(new Set(rows.flatMap(([id, area]) => [id, area])).size === rows.length * 2);
					using folder = aFolder();
					using store = new FlatStore();
					for (const service of services) for (const row of flatten('service', service)) store.add(row);
					await writeZip(store, `${folder.path}/p.zip`, { modified: new Date(0) });
					const found = await readWhole({ from: 'file', path: `${folder.path}/p.zip`, name: 'p.zip' });
					expect(found.errors).toEqual([]);
					expect(found.objects('service')).toEqual(services);
				},
			),
			{ numRuns: 8 },
		);
	},
);
