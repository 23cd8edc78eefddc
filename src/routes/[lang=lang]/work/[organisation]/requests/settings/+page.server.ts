import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { access } from '#rooms/requests/access.ts';
import { closeIntake } from '#rooms/requests/close-intake.server.ts';
import { IntakeForm, RetentionForm } from '#rooms/requests/intake-settings.ts';
import { keepIntake } from '#rooms/requests/keep-intake.server.ts';
import { keepRetentionRule } from '#rooms/requests/keep-retention-rule.server.ts';
import { listIntakes } from '#rooms/requests/list-intakes.server.ts';
import { openIntake } from '#rooms/requests/open-intake.server.ts';
import { getPlace, orNoPage } from '../../get-place.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Done = z.enum(['kept', 'opened', 'closed', 'retention']).nullable().catch(null);

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const settings = orNoPage(await listIntakes(event.locals.database, person, { organisationId, language }));
	const done = Done.parse(event.url.searchParams.get('done'));
	return { page: new ServerOnly({ organisation, organisationId, ...settings, done }) };
};

export const actions: Actions = {
	keep: async (event) => {
		const { person, organisationId, values, serviceId } = await readService(event);
		const parsed = parseForm(IntakeForm, values);
		if ('issues' in parsed) return fail(400, { serviceId, values, ...parsed });
		const kept = orNoPage(await keepIntake(event.locals.database, person, { organisationId, ...parsed.form }));
		if ('refused' in kept) return fail(409, { serviceId, values, refused: kept.refused });
		redirect(303, `${event.url.pathname}?done=kept`);
	},
	open: async (event) => {
		const { person, organisationId, values, serviceId } = await readService(event);
		const opened = orNoPage(await openIntake(event.locals.database, person, { organisationId, serviceId }));
		if ('refused' in opened) return fail(409, { serviceId, values, refused: opened.refused });
		redirect(303, `${event.url.pathname}?done=opened`);
	},
	close: async (event) => {
		const { person, organisationId, values, serviceId } = await readService(event);
		const closed = orNoPage(await closeIntake(event.locals.database, person, { organisationId, serviceId }));
		if ('refused' in closed) return fail(409, { serviceId, values, refused: closed.refused });
		redirect(303, `${event.url.pathname}?done=closed`);
	},
	retention: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const parsed = parseForm(RetentionForm, values);
		if ('issues' in parsed) return fail(400, { serviceId: '', values, ...parsed });
		orNoPage(await keepRetentionRule(event.locals.database, person, { organisationId, ...parsed.form }));
		redirect(303, `${event.url.pathname}?done=retention`);
	},
};

/** Whoever may not learns nothing from the mistakes in a form: it is looked at afterwards. */
async function readWish(event: RequestEvent) {
	const { person, organisationId } = await getPlace(event);
	if (findActor(person, { organisationId }, access.listIntakes) === undefined) error(404);
	return { person, organisationId, values: readTyped(await readForm(event.request)) };
}

async function readService(event: RequestEvent) {
	const wish = await readWish(event);
	const id = z.uuid().safeParse(wish.values.serviceId);
	if (!id.success) error(404);
	return { ...wish, serviceId: id.data };
}
