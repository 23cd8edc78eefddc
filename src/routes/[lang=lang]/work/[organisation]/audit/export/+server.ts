import { error, type RequestHandler } from '@sveltejs/kit';
import { actAs } from '#house/database/act-as.ts';
import { readClock } from '#house/language/dates.ts';
import { readForm } from '#house/web/read-form.ts';
import { access } from '#rooms/audit/access.ts';
import { exportActs } from '#rooms/audit/export-acts.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace } from '../../get-place.server.ts';
import { readFilter } from '../read-filter.ts';
import type { RouteParams } from './$types';

/** The record as a file. Taking it away is an act, hence a form and no link. */
export const POST: RequestHandler<RouteParams> = async (event) => {
	const { person, organisationId, language } = await getPlace(event);
	const actor = findActor(person, { organisationId }, access.exportActs);
	if (actor === undefined) error(404);
	const filter = readFilter(await readForm(event.request));
	// Whole before it is sent: a slow reader must not keep others from recording their acts.
	const pieces = await actAs(event.locals.database, actor, async (tx) => {
		const made = await exportActs(tx, actor, { filter, language });
		return 'refused' in made ? undefined : Array.fromAsync(made.csv);
	});
	if (pieces === undefined) error(404);
	const name = `maillage-audit-${readClock(new Date()).date}.csv`;
	return new Response(new Blob(pieces), {
		headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
	});
};
