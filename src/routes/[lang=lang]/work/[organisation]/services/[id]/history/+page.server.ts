import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { listServiceChanges } from '#rooms/directory/list-service-changes.server.ts';
import { restoreService } from '#rooms/directory/restore-service.server.ts';
import { isArea, nameArea } from '#rooms/orientation/find-places.server.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getEditable, getService } from '../../get-services-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

const ChangeForm = z.object({
	version: z.coerce.number().int().min(1),
	change: z.coerce.number().int().min(1),
	field: z.string().max(50),
	language: z.enum(['', 'fr', 'nl', 'de', 'en']),
});

export const load: PageServerLoad = async (event) => {
	const place = await getService(event);
	const page = z.coerce
		.number()
		.int()
		.min(1)
		.max(1000)
		.catch(1)
		.parse(event.url.searchParams.get('page') ?? '1');
	const listed = orNoPage(await listServiceChanges(event.locals.database, place.person, { ...place.own, page }));
	const codes = new Set(listed.changes.flatMap(({ before, after }) => [before, after].flat()).filter(isText));
	const areaNames = new Map([...codes].filter(isArea).map((code) => [code, nameArea(code, place.language)]));
	return { page: new ServerOnly({ ...place, ...listed, areaNames, number: page }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, own } = await getEditable(event);
		const parsed = ChangeForm.safeParse(readTyped(await readForm(event.request)));
		if (!parsed.success) error(404);
		const { version, change, field, language } = parsed.data;
		const wish = { ...own, version, change: { version: change, field, language }, isArea };
		const restored = orNoPage(await restoreService(event.locals.database, person, wish));
		if ('refused' in restored) return fail(409, { refused: restored.refused });
		redirect(303, event.url.pathname.replace(/\/history$/, '?done=restored'));
	},
};

function isText(value: unknown): value is string {
	return typeof value === 'string';
}
