import { expect, test } from 'vitest';
import { readAuditWish } from '../../scripts/launcher/audit-wish.ts';

const REFUSED: [string[], RegExp][] = [
	[['--root', 'abc', '--day', '2026-11-22'], /--root is no root/],
	[['--day', 'yesterday'], /no day/],
	[['--day', '2026-11-22'], /--day goes with --root/],
	[['--chain', 'file'], /--chain takes the --day and the --root/],
	[['--export', 'everything', 'file'], /no id of an organisation/],
	[['--export', '10000000-0000-4000-8000-000000000001'], /takes an organisation id and a file/],
	[['all'], /"all" is not understood/],
	[['--all'], /--all/],
];

test.each(REFUSED)('%j is refused in one sentence', (args, sentence) => {
	expect(() => readAuditWish(args)).toThrow(sentence);
});

test('a root is read as the mail groups it', () => {
	const grouped = `${'AB '.repeat(31)}AB`;
	expect(readAuditWish(['--day', '2026-11-22', '--root', grouped])).toEqual({
		kind: 'database',
		mailed: { day: '2026-11-22', root: 'ab'.repeat(32) },
	});
});
