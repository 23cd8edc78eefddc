import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { needs } from '#rooms/directory/service.ts';
import { drawAreas } from '#rooms/orientation/draw-areas.server.ts';
import { gapLevels, levelOf, listMissingNeeds, type CommuneAnswers, type GapFilter } from '#rooms/orientation/gaps.ts';
import { listDistricts } from '#rooms/orientation/list-gaps.server.ts';
import { getGaps } from './get-gaps.server.ts';
import type { PageServerLoad } from './$types';

const rowsPerPage = 50;

export const load: PageServerLoad = async (event) => {
	const { communes, filter, language, hasDemonstration, countedAt } = await getGaps(event);
	const missing = listRows(communes, filter);
	const first = (filter.page - 1) * rowsPerPage;
	const levels = gapLevels.map((kind) => {
		const of = communes.filter((commune) => levelOf(commune, filter.need) === kind);
		return { kind, codes: of.map(({ nis }) => nis) };
	});
	// The whole country lies below: what was not chosen shows through.
	const map = drawAreas([{ kind: 'outside' as const, codes: ['01000'] }, ...levels]);
	return {
		page: new ServerOnly({
			filter,
			hasDemonstration,
			counted: readClock(new Date(countedAt)),
			communes: communes.length,
			levels: levels.map(({ kind, codes }) => ({ kind, count: codes.length })),
			byNeed: (filter.need === undefined ? [...needs] : [filter.need]).map((need) => ({
				need,
				missing: communes.filter(({ answers }) => !answers.has(need)).length,
			})),
			rows: missing.slice(first, first + rowsPerPage),
			hasMore: missing.length > first + rowsPerPage,
			districts: listDistricts(language),
			map,
		}),
	};
};

/** Communes in which something is missing, those in which most is first, or by name as they come. */
function listRows(communes: CommuneAnswers[], { need, sort }: GapFilter) {
	const rows = communes
		.map(({ nis, name, province, ...commune }) => ({ nis, name, province, missing: listMissingNeeds(commune, need) }))
		.filter((row) => row.missing.length > 0);
	return sort === 'name' ? rows : rows.toSorted((a, b) => b.missing.length - a.missing.length);
}
