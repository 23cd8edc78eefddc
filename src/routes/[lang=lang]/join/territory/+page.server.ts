import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { isArea, listWiderAreas, nameArea } from '#rooms/orientation/find-places.server.ts';
import { saveAccessionStep } from '#rooms/protocol/save-accession-step.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { readPlaces } from './read-places.server.ts';

const MOST_AREAS = 600;

/** The areas the entity is competent for. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getDraft(event);
	const { language } = event.locals;
	const areas = file.areaCodes.map((code) => ({ code, name: nameArea(code, language) }));
	const isAdded = event.url.searchParams.get('done') === 'added';
	return { step: new ServerOnly({ query, areas, wider: listWiderAreas(language), isAdded }) };
};

export const actions: Actions = {
	places: async (event) => {
		const typed = String(readTyped(await readForm(event.request)).places ?? '').slice(0, 20_000);
		const { found, several, unknown } = readPlaces(typed, event.locals.language);
		if (found.length > 0) await change(event, (codes) => [...codes, ...found]);
		if (several.length === 0 && unknown.length === 0 && found.length > 0) return again(event);
		const places = unknown.join('\n');
		return fail(400, { places, several, unknown, isEmpty: typed.trim() === '' });
	},
	add: async (event) => {
		const code = String(readTyped(await readForm(event.request)).code ?? '');
		if (isArea(code)) await change(event, (codes) => [...codes, code]);
		return again(event);
	},
	remove: async (event) => {
		const code = String(readTyped(await readForm(event.request)).code ?? '');
		await change(event, (codes) => codes.filter((each) => each !== code));
		return again(event);
	},
};

async function change(event: RequestEvent, alter: (codes: string[]) => string[]): Promise<void> {
	const { file } = await getDraft(event);
	const areaCodes = [...new Set(alter(file.areaCodes))].slice(0, MOST_AREAS);
	const saved = await saveAccessionStep(event.locals.database, getLink(event), { step: 'territory', areaCodes });
	if ('refused' in saved) leaveStep(event, saved);
}

function again({ locals, url }: RequestEvent): never {
	redirect(303, `/${locals.language}/join/territory?f=${url.searchParams.get('f') ?? ''}&done=added`);
}
