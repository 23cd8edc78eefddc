import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { aDraftRecord, makeAnyRecord } from './private/a-record.ts';
import { readDayHours } from './private/sections/read-hours.ts';
import { readSection, writeSection, type SectionContext, type TypedSection } from './section-form.ts';
import { applyEdit, listChanges } from './service-changes.ts';
import { fieldsOf, sections, type Section } from './service-sections.ts';

const anyRecord = makeAnyRecord(fc);
const context: SectionContext = { record: aDraftRecord, imaginary: false, isArea: () => true };

function issuesOf(section: Section, typed: TypedSection, more: Partial<SectionContext> = {}): string[] {
	const read = readSection(section, typed, { ...context, ...more });
	return 'issues' in read ? read.issues.map(({ field, problem }) => `${field}: ${problem}`) : [];
}

test('a form that is sent back as it came changes nothing, in any section and language', () => {
	fc.assert(
		fc.property(anyRecord, fc.constantFrom(...sections), fc.constantFrom(...languages), (record, section, language) => {
			const read = readSection(section, writeSection(section, record, language), { ...context, record });
			expect(read).toHaveProperty('edit');
			const after = 'edit' in read ? applyEdit(record, read.edit) : record;
			const changed = listChanges(record, after).filter(({ field }) => field !== 'name');
			expect(changed).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

test('a form takes another record over, and touches nothing outside of its section', () => {
	fc.assert(
		fc.property(anyRecord, anyRecord, fc.constantFrom(...sections), (record, other, section) => {
			const read = readSection(section, writeSection(section, other, 'fr'), { ...context, record });
			const after = 'edit' in read ? applyEdit(record, read.edit) : record;
			const elsewhere = listChanges(record, after).filter(
				({ field }) => !fieldsOf(section).some((each) => each === field),
			);
			// A language that says something for the first time is lent the name.
			expect(elsewhere.filter(({ field, before }) => !(field === 'name' && before === ''))).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

test('whatever is sent, the form reads it or says what to put right', () => {
	const anything = fc.dictionary(
		fc.constantFrom(
			'phone',
			'email',
			'url',
			'day_1',
			'from_0',
			'to_0',
			'times_0',
			'postalCode',
			'town',
			'name_fr',
			'coverage',
			'waitingDays',
			'__proto__',
		),
		fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
	);
	fc.assert(
		fc.property(anything, fc.constantFrom(...sections), (typed, section) => {
			const read = readSection(section, typed, context);
			if ('issues' in read) expect(read.issues.length).toBeGreaterThan(0);
			else expect(applyEdit(aDraftRecord, read.edit)).toBeDefined();
		}),
		{ numRuns: 150 },
	);
});

describe('the Belgian way', () => {
	test.each([
		['0800/111.72', '+3280011172'],
		['087 12 34 56', '+3287123456'],
		['+32 (0)2 511 44 60', '+3225114460'],
		['107', '107'],
	])('of typing a telephone number: %s', (typed, phone) => {
		expect(readSection('reach', { phone: [typed] }, context)).toMatchObject({ edit: { fields: { phone } } });
	});

	test.each([
		['9h30-12h', [['09:30', '12:00']]],
		[
			'9:30–12:00, 13:30–17:00',
			[
				['09:30', '12:00'],
				['13:30', '17:00'],
			],
		],
		[
			'9.30 uur tot 12 uur en 13 tot 17u',
			[
				['09:30', '12:00'],
				['13:00', '17:00'],
			],
		],
		['de 9 h à 12 h 30', [['09:00', '12:30']]],
		['von 9 bis 12 Uhr', [['09:00', '12:00']]],
		['18h-0h', [['18:00', '24:00']]],
		['24h/24', [['00:00', '24:00']]],
		['Fermé', []],
		['', []],
	])('of typing hours: %s', (typed, hours) => {
		expect(readDayHours(typed)).toEqual({ hours });
	});

	test.each([
		['9h', 'hours'],
		['le matin', 'hours'],
		['25h-26h', 'hours'],
		['9h75-10h', 'hours'],
		['12h-9h', 'hours_order'],
		['9h-12h, 11h-13h', 'hours_order'],
		['9h 12h 13h', 'hours'],
	])('hours that mean nothing are told so: %s', (typed, problem) => {
		expect(readDayHours(typed)).toEqual({ problem });
	});
});

describe('what has to be put right is named by its field', () => {
	test.each<[Section, TypedSection, string[]]>([
		['identity', { name_fr: [' '] }, ['name_fr: name']],
		['identity', { name_fr: ['x'.repeat(151)] }, ['name_fr: too_long']],
		['reach', { phone: ['12'], email: ['accueil'], url: ['ftp://x'] }, ['phone: phone', 'email: email', 'url: url']],
		['hours', { from_0: ['31/02/2027'] }, ['from_0: date']],
		['hours', { from_0: ['03/01/2027'], to_0: ['02/01/2027'] }, ['to_0: dates_order']],
		['hours', { note_0: ['congé'] }, ['from_0: date']],
		['capacity', { capacity: ['waiting'], waitingDays: ['bientôt'] }, ['waitingDays: waiting_days']],
		['address', { street: ['Rue 1'], postalCode: ['48'] }, ['postalCode: postal_code', 'town: town']],
	])('%s %o', (section, typed, issues) => {
		expect(issuesOf(section, typed)).toEqual(issues);
	});

	test('an imaginary service leads to nobody', () => {
		const typed = { phone: ['087 12 34 56'], email: ['moi@ville.be'], url: ['ville.be'] };
		const wanted = ['phone: imaginary_phone', 'email: imaginary_email', 'url: imaginary_url'];
		expect(issuesOf('reach', typed, { imaginary: true })).toEqual(wanted);
		const harmless = { phone: ['087 00 00 12'], email: ['accueil@relais.example'] };
		expect(issuesOf('reach', harmless, { imaginary: true })).toEqual([]);
	});
});

test('an address of the web is understood without its beginning', () => {
	expect(readSection('reach', { url: ['www.relais.be'] }, context)).toMatchObject({
		edit: { fields: { url: 'https://www.relais.be/' } },
	});
});
