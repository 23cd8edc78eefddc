import { expect, test } from 'vitest';
import { readHsdsQuestion } from './hsds-question.ts';

const read = (query: string) => readHsdsQuestion('services', new URLSearchParams(query));

test('without parameters, the first page in its list form', () => {
	expect(read('')).toMatchObject({ page: 1, perPage: 50, form: 'summary', format: 'json', deleted: false });
});

test.each([
	['2026-11-23', '2026-11-23T00:00:00.000Z'],
	['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.000Z'],
	['2026-11-23T09:30:00%2B01:00', '2026-11-23T08:30:00.000Z'],
	['2026-11-23T09:30:00+01:00', '2026-11-23T08:30:00.000Z'],
	['2026-11-23T09:30:00.123456', '2026-11-23T09:30:00.123Z'],
])('%s is the moment %s', (text, moment) => {
	expect(read(`modified_after=${text}`)).toMatchObject({ modifiedAfter: moment });
});

test('more on a page than are sent is cut, by what is wanted of each', () => {
	expect(read('per_page=5000')).toMatchObject({ perPage: 1000 });
	expect(read('per_page=5000&full=true')).toMatchObject({ perPage: 250 });
	expect(read('minimal=true')).toMatchObject({ perPage: 5000 });
});

test('ids in capitals are the same ids; empty parameters are none', () => {
	expect(read('organization_id=AC148810-D857-441C-9679-408F346DE14B&search=&page=')).toMatchObject({
		organizationId: 'ac148810-d857-441c-9679-408f346de14b',
		search: undefined,
		page: 1,
	});
});

test('what another list takes is passed over', () => {
	expect(read('postcode=x&full_service=x')).not.toHaveProperty('refused');
});
