import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { renderMail } from '#house/mail/mail.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { mailDailyRoot, registerRootMail } from './mail-daily-root.server.ts';

const { app, admin } = await aDatabase();
registerRootMail();
const yesterday = addDays(readClock(new Date()).date, -1);
const readers = [
	{ email: 'un@essai.example', language: 'fr' },
	{ email: 'twee@essai.example', language: 'nl' },
] as const;

test('the root of a day leaves once, to each in their language, and holds what a copy needs', async () => {
	const mail = (day: string) => app.transaction().execute((tx) => mailDailyRoot(tx, day, [...readers]));
	expect(await mail(yesterday)).toBe(2);
	expect(await mail(yesterday)).toBe(0);
	expect(await mail(addDays(yesterday, 1))).toBe(0);
	const { rows } = await sql<{ recipient: string; language: 'fr' | 'nl'; data: Record<string, string> }>`
		select recipient, language, data from outbox_mail order by recipient`.execute(admin);
	expect(rows.map(({ recipient, language }) => [recipient, language])).toEqual([
		['twee@essai.example', 'nl'],
		['un@essai.example', 'fr'],
	]);
	for (const { language, data } of rows) {
		const { subject, text } = renderMail('audit.daily_root', data, language);
		expect(subject).not.toBe('');
		expect(text).toContain(`--day ${yesterday} --root ${data.root}`);
	}
});
