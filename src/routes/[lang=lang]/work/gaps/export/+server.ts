import type { RequestHandler } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { writeCsvRow } from '#house/web/write-csv.ts';
import { needs } from '#rooms/directory/service.ts';
import { texts } from '#messages';
import { getGaps } from '../get-gaps.server.ts';

/** The table as a file: every commune of the area, and how many local services answer each need. */
export const GET: RequestHandler = async (event) => {
	const { communes, filter, language } = await getGaps(event);
	const t = texts(language).directory;
	const shown = filter.need === undefined ? [...needs] : [filter.need];
	const head = ['NIS', t.gap_commune_column, t.gap_province_column, ...shown.map((need) => t[`need_${need}`])];
	const rows = communes.map(({ nis, name, province, answers }) => [
		nis,
		name,
		province,
		...shown.map((need) => String(answers.get(need) ?? 0)),
	]);
	// With a mark of its encoding, so that a spreadsheet reads the accents.
	return new Response(`\uFEFF${[head, ...rows].map(writeCsvRow).join('')}`, {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="maillage-gaps-${readClock(new Date()).date}.csv"`,
		},
	});
};
