import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AboutForm, CompetencesForm, listIssues, readApprovalForm } from './accession-form.ts';
import { SecretariatMove } from './accession-decision.ts';
import { readAccessionLink } from './accession-link.ts';

const about = {
	nameFr: '',
	nameNl: ' Gemeente  Zondernaam ',
	nameDe: '',
	enterpriseNumber: 'BE 0203.201.340',
	kind: 'municipality',
	contactFunction: 'Algemeen directeur',
	contactEmail: ' directie@zondernaam.example ',
	contactPhone: '087 12 34 56',
};

describe('who applies', () => {
	test('is read as people type it', () => {
		expect(AboutForm.parse(about)).toEqual({
			nameFr: undefined,
			nameNl: 'Gemeente Zondernaam',
			nameDe: undefined,
			enterpriseNumber: '0203201340',
			kind: 'municipality',
			contactFunction: 'Algemeen directeur',
			contactEmail: 'directie@zondernaam.example',
			contactPhone: '+3287123456',
		});
		expect(AboutForm.parse({ ...about, contactPhone: '' }).contactPhone).toBeUndefined();
	});

	test.each([
		[{ nameNl: ' ' }, { field: 'nameFr', issue: 'name_empty' }],
		[{ enterpriseNumber: '0203.201.341' }, { field: 'enterpriseNumber', issue: 'number_check_digits' }],
		[{ kind: 'kingdom' }, { field: 'kind', issue: 'kind_empty' }],
		[{ contactEmail: 'directie' }, { field: 'contactEmail', issue: 'email_form' }],
		[{ contactPhone: 'tantôt' }, { field: 'contactPhone', issue: 'phone_form' }],
		[{ nameFr: 'x'.repeat(161) }, { field: 'nameFr', issue: 'too_long' }],
	])('%o has to be put right: %o', (change, issue) => {
		const parsed = AboutForm.safeParse({ ...about, ...change });
		expect(parsed.success ? [] : listIssues(parsed.error)).toEqual([issue]);
	});

	test('everything that is missing is said at once, in the order of the form', () => {
		const parsed = AboutForm.safeParse({});
		const fields = parsed.success ? [] : listIssues(parsed.error, Object.keys(AboutForm.shape));
		expect(fields.map(({ field }) => field)).toEqual([
			'nameFr',
			'enterpriseNumber',
			'kind',
			'contactFunction',
			'contactEmail',
		]);
	});

	test('nothing that a browser may send makes reading fail', () => {
		const anything = fc.dictionary(fc.constantFrom(...Object.keys(about)), fc.string());
		fc.assert(fc.property(anything, (form) => void AboutForm.safeParse(form)));
	});
});

test('a decision that is still to come is none', () => {
	const form = { approvedBy: 'Conseil communal', approvedOn: '24/11/2026' };
	const parsed = readApprovalForm('2026-11-23').safeParse(form);
	expect(parsed.success ? [] : listIssues(parsed.error)).toEqual([{ field: 'approvedOn', issue: 'date_future' }]);
	expect(readApprovalForm('2026-11-24').parse(form).approvedOn).toBe('2026-11-24');
});

test('no domain is too few, an unknown one is none', () => {
	expect(CompetencesForm.safeParse({ competences: 'x', domains: [] }).success).toBe(false);
	expect(CompetencesForm.safeParse({ competences: 'x', domains: ['surveillance'] }).success).toBe(false);
});

test.each([
	[{}, { field: 'move', issue: 'choice_empty' }],
	[
		{ move: 'decline', decidedOn: '23/11/2026', minutesReference: 'CS 2026/02', reason: ' ' },
		{ field: 'reason', issue: 'reason_empty' },
	],
	[
		{ move: 'start_review', workingDays: '4' },
		{ field: 'workingDays', issue: 'days_range' },
	],
	[
		{ move: 'start_review', workingDays: 'vingt' },
		{ field: 'workingDays', issue: 'days_range' },
	],
	[
		{ move: 'put_on_agenda', meetingOn: '31/02/2027' },
		{ field: 'meetingOn', issue: 'date_form' },
	],
	[
		{ move: 'ask_back', question: '' },
		{ field: 'question', issue: 'question_empty' },
	],
])('the form of the secretariat %o has to be put right: %o', (form, issue) => {
	const parsed = SecretariatMove.safeParse(form);
	expect(parsed.success ? [] : listIssues(parsed.error)).toEqual([issue]);
});

test('what is no link is read as none', () => {
	fc.assert(fc.property(fc.string(), (text) => readAccessionLink(text) === undefined));
	expect(readAccessionLink(null)).toBeUndefined();
});
