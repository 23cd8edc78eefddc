import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCard } from './card.ts';
import { readInboxAddress, writeInboxAddress } from './private/inbox/address.ts';
import { inSlices } from './private/inbox/in-slices.ts';
import { compareLines, type Line } from './private/inbox/line.ts';
import { readLock } from './private/inbox/read-lock.ts';
import { fitsFilter, readRequestFilter, writeRequestFilter } from './request-filter.ts';
import { requestStates } from './request.ts';
import { foldWords, openCardSearch } from './search-cards.ts';
import { measureWaiting } from './waiting.ts';

describe('waiting', () => {
	// 25 December 2026 is a Friday.
	const waiting = { sentOn: '2026-12-22', dueOn: '2026-12-24', waits: true };

	test('is told in working days of both communities', () => {
		expect(measureWaiting(waiting, '2026-12-22')).toEqual({ ageDays: 0, overdueDays: 0 });
		expect(measureWaiting(waiting, '2026-12-24')).toEqual({ ageDays: 2, overdueDays: 0 });
		expect(measureWaiting(waiting, '2026-12-27')).toEqual({ ageDays: 2, overdueDays: 0 });
		expect(measureWaiting(waiting, '2026-12-28')).toEqual({ ageDays: 3, overdueDays: 1 });
	});

	test('is never overdue once the last word is the team’s', () => {
		expect(measureWaiting({ ...waiting, waits: false }, '2027-02-01').overdueDays).toBe(0);
	});
});

describe('the line of the list', () => {
	test('has the first words, cut at a word, and the name as it was given', () => {
		const text = `Bonjour,\n\n${'mot '.repeat(60)}`;
		const card = makeCard({ text, name: 'Sam' });
		expect(card.title).toMatch(/^Bonjour, mot .* mot…$/);
		expect([...card.title].length).toBeLessThanOrEqual(91);
		expect(card.name).toBe('Sam');
		expect(makeCard({ text: 'Court.', name: '' }).title).toBe('Court.');
	});

	test('never cuts a character in two', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
				expect(makeCard({ text, name: '' }).title.isWellFormed()).toBe(true);
			}),
		);
	});
});

describe('searching', () => {
	const cards = [
		{ id: '1', title: 'J’ai peur pour mon frère', name: 'Élodie' },
		{ id: '2', title: 'Question sur l’école', name: 'Ben-Ali' },
		{ id: '3', title: 'Großeltern in Sorge', name: '' },
	];

	test.each([
		['elodie', ['1']],
		['FRERE peur', ['1']],
		['ecol', ['2']],
		['ali', ['2']],
		['grosselt', ['3']],
		['frère école', []],
		['ere', []],
		['  ', ['1', '2', '3']],
	])('for “%s” finds what has each word, or its beginning, whatever its accents', (question, ids) => {
		expect([...openCardSearch(cards).find(question)]).toEqual(ids);
	});

	test('finds what was put in anew, and no longer what it was', () => {
		const search = openCardSearch(cards);
		search.put({ id: '1', title: 'Rappeler lundi', name: '' });
		expect([...search.find('peur')]).toEqual([]);
		expect([...search.find('lundi')]).toEqual(['1']);
		expect(search.size).toBe(3);
	});

	test('folds to the same words twice', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(foldWords(foldWords(text))).toBe(foldWords(text));
			}),
		);
	});

	test('in five thousand lines takes less than 50 ms', () => {
		const words = [
			'famille',
			'école',
			'internet',
			'peur',
			'frère',
			'inquiète',
			'travail',
			'écoute',
			'question',
			'aide',
		];
		const many = Array.from({ length: 5000 }, (_, index) => ({
			id: String(index),
			title: Array.from({ length: 14 }, (__, at) => words[(index * 7 + at * 3) % words.length]).join(' '),
			name: `Nom ${index}`,
		}));
		const search = openCardSearch(many);
		const measure = (question: string) => {
			const start = performance.now();
			search.find(question);
			return performance.now() - start;
		};
		// The fastest of three: the machine may have been busy with something else.
		const fastest = (question: string) => Math.min(...[1, 2, 3].map(() => measure(question)));
		expect(Math.max(...['frere', 'peur travail', 'nom 4999', 'zzz', 'a'].map(fastest))).toBeLessThan(50);
	});
});

describe('the address of the list', () => {
	const filter = fc.record({
		state: fc.constantFrom(undefined, 'all' as const, ...requestStates),
		language: fc.constantFrom(undefined, 'fr' as const, 'de' as const),
		assignee: fc.option(fc.oneof(fc.constantFrom('me', 'none'), fc.uuid()), { nil: undefined }),
		overdue: fc.boolean(),
		page: fc.integer({ min: 1, max: 100 }),
	});

	test('says which requests are listed and which is open, and reads back as it was written', () => {
		fc.assert(
			fc.property(filter, fc.option(fc.uuid(), { nil: undefined }), (given, requestId) => {
				const address = writeInboxAddress('/fr/work/o/requests/t', { filter: given, requestId });
				expect(readInboxAddress(new URL(address, 'http://x').search)).toEqual({ filter: given, requestId });
			}),
		);
	});

	test('with nonsense in it is that of what goes on', () => {
		const read = readRequestFilter(new URLSearchParams({ state: 'x', language: 'xx', assignee: 'y', page: '-1' }));
		expect(writeRequestFilter('/p', read)).toBe('/p');
	});

	test('chooses what is overdue, unassigned or mine', () => {
		const row = { state: 'received', language: 'fr', assigneeId: null, waits: true, dueOn: '2026-11-01' } as const;
		const at = { today: '2026-11-02', me: 'i' };
		const fits = (query: Record<string, string>, of: object = {}) =>
			fitsFilter({ ...row, ...of }, readRequestFilter(new URLSearchParams(query)), at);
		expect([fits({}), fits({}, { state: 'closed' }), fits({ state: 'all' }, { state: 'closed' })]).toEqual([
			true,
			false,
			true,
		]);
		expect([fits({ overdue: '1' }), fits({ overdue: '1' }, { waits: false })]).toEqual([true, false]);
		expect([
			fits({ assignee: 'none' }),
			fits({ assignee: 'me' }),
			fits({ assignee: 'me' }, { assigneeId: 'i' }),
		]).toEqual([true, false, true]);
	});
});

test('the list of the browser is in the order of the server’s', () => {
	const line = (id: string, of: object) =>
		({
			sealed: { id, state: 'received', waits: true, dueOn: '2026-11-03', sentAt: '2026-11-01T00:00:00Z', ...of },
			opened: {},
		}) as unknown as Line;
	const lines = [
		line('closed', { state: 'closed', waits: false, dueOn: '2026-01-01' }),
		line('answered', { state: 'answered', waits: false }),
		line('later', { dueOn: '2026-11-04' }),
		line('sooner', { dueOn: '2026-11-02' }),
	];
	expect(lines.toSorted(compareLines).map(({ sealed }) => sealed.id)).toEqual([
		'sooner',
		'later',
		'answered',
		'closed',
	]);
});

test('many things are done in slices, and no more once it is enough', async () => {
	const enough = new AbortController();
	const done: number[] = [];
	const numbers = Array.from({ length: 40 }, (_, index) => index);
	let slices = 0;
	function work(number: number): void {
		const until = performance.now() + 2;
		while (performance.now() < until);
		done.push(number);
	}
	function after(): void {
		slices += 1;
		if (slices === 2) enough.abort();
	}
	await inSlices(numbers, work, { after, signal: enough.signal });
	expect(slices).toBe(2);
	expect(done.length).toBeLessThan(40);
	expect(done).toEqual(numbers.slice(0, done.length));
});

test('what is done is shown now and then, and at the end, not after every slice', async () => {
	const work = () => {
		const until = performance.now() + 2;
		while (performance.now() < until);
	};
	const shown: number[] = [];
	const after = () => void shown.push(performance.now());
	const items = Array.from({ length: 60 });
	await inSlices(items, work, { after, signal: new AbortController().signal, every: 50 });
	const pauses = shown.slice(1, -1).map((at, index) => at - (shown[index] ?? 0));
	expect(shown.length).toBeGreaterThan(1);
	expect(pauses.every((pause) => pause >= 50)).toBe(true);
});

test('an export is sealed to a recipient or a strong passphrase; a secret key is not taken for one', () => {
	const recipient = `age1${'q'.repeat(58)}`;
	expect(readLock(` ${recipient} `, [])).toEqual({ recipient });
	expect(readLock(`AGE-SECRET-KEY-1${'Q'.repeat(58)}`, [])).toEqual({ refused: 'secret_given' });
	expect(readLock('court', [])).toEqual({ refused: 'too_short' });
	expect(readLock('LUVA moki tade sabo nife ruza', [])).toEqual({ passphrase: 'luva-moki-tade-sabo-nife-ruza' });
});
