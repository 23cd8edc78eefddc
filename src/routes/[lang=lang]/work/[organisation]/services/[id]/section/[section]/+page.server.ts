import { error, fail, redirect } from '@sveltejs/kit';
import { formatTime, readClock } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { editService } from '#rooms/directory/edit-service.server.ts';
import {
	readSection,
	readTypedSection,
	writeSection,
	type SectionIssue,
	type TypedSection,
} from '#rooms/directory/section-form.ts';
import { findSection } from '#rooms/directory/service-sections.ts';
import { isArea, nameArea } from '#rooms/orientation/find-places.server.ts';
import type { UnclearPlace } from '#rooms/orientation/read-places.server.ts';
import { drawTerritory } from '#rooms/protocol/draw-territory.server.ts';
import { texts } from '#messages';
import { orNoPage } from '../../../../get-place.server.ts';
import { getEditable } from '../../../get-services-place.server.ts';
import { describeConflict } from './describe-conflict.server.ts';
import { listCoverageChoices, readCoverage } from './read-coverage.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const place = await getSection(event);
	const { service, section, language } = place;
	const { coverage } = service.record;
	const map = section === 'coverage' && coverage.length > 0 ? drawTerritory({ municipality: coverage }) : undefined;
	const areaNames = Object.fromEntries(coverage.map((code) => [code, isArea(code) ? nameArea(code, language) : code]));
	const written = writeSection(section, service.record, language);
	const choices = listCoverageChoices(written, [], language);
	return { page: new ServerOnly({ ...place, written, map, areaNames, choices }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, own, service, section, language } = await getSection(event);
		const sent = readTypedSection(await readForm(event.request));
		const isAuto = sent.auto?.[0] === '1';
		const version = Number(sent.version?.[0] ?? service.version);
		const { typed, unclear, issues } = readPasted(section === 'coverage', sent, { isAuto, language });
		const given = { typed, version, choices: listCoverageChoices(typed, unclear, language), isAuto };
		const context = { record: service.record, imaginary: service.imaginary, isArea };
		const read = readSection(section, typed, context);
		if ('issues' in read || issues.length > 0) {
			return fail(400, { ...given, issues: [...issues, ...('issues' in read ? read.issues : [])] });
		}
		const stillRight = languages.filter((each) => typed.still?.includes(each));
		const wish = { ...own, section, version, edit: read.edit, stillRight };
		const saved = orNoPage(await editService(event.locals.database, person, wish));
		if ('version' in saved) {
			if (!isAuto) redirect(303, event.url.pathname.replace(/\/section\/[^/]+$/, '?done=saved'));
			const time = formatTime(readClock(new Date()).time, language);
			return { ...given, version: saved.version, saved: texts(language).directory.saved_at({ time }) };
		}
		if (saved.refused !== 'stale') return fail(409, { ...given, ...saved });
		const conflict = describeConflict(saved, { section, edit: read.edit, language });
		return fail(409, { ...given, version: saved.current.version, refused: saved.refused, conflict });
	},
};

async function getSection(event: RequestEvent) {
	const section = findSection(event.params.section);
	const place = await getEditable(event);
	// A service of the demonstration's real surroundings, or an archived one, is looked at and no more.
	if (section === undefined || !place.mayEdit) error(404);
	return { ...place, section };
}

interface Pasted {
	typed: TypedSection;
	unclear: UnclearPlace[];
	issues: SectionIssue[];
}

/** While one writes, what is being pasted is left alone. */
function readPasted(
	isCoverage: boolean,
	sent: TypedSection,
	{ isAuto, language }: { isAuto: boolean; language: (typeof languages)[number] },
): Pasted {
	return isCoverage && !isAuto ? readCoverage(sent, language) : { typed: sent, unclear: [], issues: [] };
}
