import { error, fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { inspectColumns } from '#rooms/interchange/inspect-columns.server.ts';
import { mapColumns } from '#rooms/interchange/map-columns.server.ts';
import { isSpreadsheetField } from '#rooms/interchange/spreadsheet-fields.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getImporter } from '../../get-importer.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { organisation, organisationId } = await getImporter(event);
	const inspected = await inspect(event);
	const wanted = event.url.searchParams.get('sheet');
	const sheet = inspected.sheets.find(({ name }) => name === wanted) ?? inspected.sheets[0];
	return { page: new ServerOnly({ organisation, organisationId, ...inspected, sheet }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, organisationId } = await getImporter(event);
		const { sheets } = await inspect(event);
		const data = await readForm(event.request);
		const sheet = sheets.find(({ name }) => name === data.get('sheet')) ?? error(400);
		const columns = sheet.headings.flatMap((heading, index) => {
			const field = data.get(`column${index}`);
			return typeof field === 'string' && isSpreadsheetField(field) ? [{ heading, field }] : [];
		});
		// A file of comma-separated values has one sheet, without a name of its own.
		const mapping = { sheet: sheets.length > 1 ? sheet.name : sheet.mapping.sheet, columns };
		const own = { organisationId, runId: event.params.run };
		const mapped = orNoPage(await mapColumns(event.locals.database, person, { ...own, mapping }));
		if ('refused' in mapped)
			return fail(mapped.refused === 'no_name' ? 400 : 409, { columns, refused: mapped.refused });
		redirect(303, event.url.pathname.replace(/\/columns$/, ''));
	},
};

async function inspect(event: RequestEvent) {
	const { person, organisationId } = await getImporter(event);
	const own = { organisationId, runId: event.params.run };
	const inspected = orNoPage(await inspectColumns(event.locals.database, person, own));
	// Told already: the page of the import says where it stands.
	if ('refused' in inspected) redirect(303, event.url.pathname.replace(/\/columns$/, ''));
	return inspected;
}
