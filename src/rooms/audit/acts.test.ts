import { expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { mayReadAudit } from './access.ts';
import { acts } from './acts.ts';
import { auditRoles } from './actor.ts';
import { describeAct, describeMoment, describeRole } from './describe-act.ts';
import { renderRootMail } from './render-root-mail.ts';

test.each(languages)('every act and every role has a text of its own in %s', (language) => {
	const texts = [
		...acts.map((act) => [act, describeAct(act, language)]),
		...auditRoles.map((role) => [role, describeRole(role, language)]),
	];
	// A text that is missing would come back as the code or not at all.
	expect(texts.filter(([code, text]) => text === undefined || text === '' || text === code)).toEqual([]);
	expect(new Set(texts.map(([, text]) => text)).size).toBe(texts.length);
});

test('an act of another version is shown by its code', () => {
	expect(describeAct('service.lent', 'fr')).toBe('service.lent');
	expect(describeRole('librarian', 'fr')).toBe('librarian');
});

test('a moment is told on the clock of Brussels', () => {
	expect(describeMoment('2026-11-22T23:30:00.000Z', 'fr')).toBe('23\u00a0novembre\u00a02026, 0\u00a0h\u00a030');
});

test.each(languages)('the mail of the daily root in %s holds the root and the command that takes it', (language) => {
	const root = 'ab'.repeat(32);
	const { subject, text } = renderRootMail({ day: '2026-11-22', root }, language);
	expect(subject).toContain('2026');
	expect(subject).not.toMatch(/[\r\n{}]/);
	expect(text).toContain(`\n${root}\n`);
	expect(text).toContain(`--day 2026-11-22 --root ${root}`);
});

test.each(auditRoles)('%s reads the record only as auditor', (role) => {
	expect(mayReadAudit([role])).toBe(role === 'auditor');
	expect(mayReadAudit([role, 'auditor'])).toBe(true);
});
