import type { Language } from '#house/language/language.ts';
import type { CoverageChoices } from '#rooms/directory/coverage-choices.ts';
import type { SectionIssue, TypedSection } from '#rooms/directory/section-form.ts';
import { isArea, listWiderAreas, nameArea } from '#rooms/orientation/find-places.server.ts';
import { describePlace } from '#rooms/orientation/place.ts';
import { readPlaces, type UnclearPlace } from '#rooms/orientation/read-places.server.ts';

/** What was ticked and pasted: what is clear becomes ticked, what is not stays in the box. */
export function readCoverage(typed: TypedSection, language: Language) {
	const { codes, unclear } = readPlaces(typed.paste?.[0] ?? '', language);
	const coverage = [...new Set([...(typed.coverage ?? []), ...codes])].filter(isArea);
	// Once one of the communes that it may mean is ticked, a name is settled.
	const open = unclear.filter(({ places }) => !places.some(({ nis }) => coverage.includes(nis)));
	const issues: SectionIssue[] = open.length > 0 ? [{ field: 'paste', problem: 'places' }] : [];
	const paste = open.map((each) => each.typed).join('\n');
	return { typed: { ...typed, coverage, paste: [paste] }, unclear: open, issues };
}

/** What the form offers to tick. */
export function listCoverageChoices(typed: TypedSection, unclear: UnclearPlace[], language: Language): CoverageChoices {
	const wide = listWiderAreas(language).map(({ code, name }) => ({ value: code, text: name }));
	const ticked = (typed.coverage ?? []).filter((code) => isArea(code) && !wide.some(({ value }) => value === code));
	return {
		wide,
		named: ticked
			.map((code) => ({ value: code, text: nameArea(code, language) }))
			.sort((a, b) => a.text.localeCompare(b.text, language)),
		unclear: unclear.map(({ typed: pasted, places }) => ({
			typed: pasted,
			places: places.map((place) => {
				const { title, detail } = describePlace(place);
				return { value: place.nis, text: `${title} (${detail})` };
			}),
		})),
	};
}
