import { error, fail, redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { readContactForm } from '#rooms/protocol/contact-form.ts';
import { domains } from '#rooms/protocol/domain.ts';
import { giveContact } from '#rooms/protocol/give-contact.server.ts';
import { leaveDomain } from '#rooms/protocol/leave-domain.server.ts';
import { readParticipationForm } from '#rooms/protocol/participation-form.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import { removeContact } from '#rooms/protocol/remove-contact.server.ts';
import { strikeParticipation } from '#rooms/protocol/strike-participation.server.ts';
import { takePart } from '#rooms/protocol/take-part.server.ts';
import { getAdministrator } from './get-administrator.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const outcomes = ['begun', 'ended', 'struck', 'contact'] as const;
type Outcome = (typeof outcomes)[number];

export const load: PageServerLoad = async (event) => {
	const { organisationId, name } = await getAdministrator(event);
	const [party] = await readRegister(event.locals.reader, organisationId);
	const today = readClock(new Date()).date;
	const current = (party?.participations ?? []).filter(({ until }) => until === null || until >= today);
	const { searchParams } = event.url;
	return {
		shown: new ServerOnly({
			name: name[event.params.lang],
			party,
			today,
			rows: domains.map((domain) => ({ domain, participation: current.find((each) => each.domain === domain) })),
			leaving: current.find(({ id, until }) => until === null && id === searchParams.get('leave')),
			done: outcomes.find((each) => each === searchParams.get('done')),
			token: crypto.randomUUID(),
		}),
	};
};

function finish(event: RequestEvent, done: Outcome): never {
	redirect(303, `/${event.params.lang}/work/${event.params.organisation}/participation?done=${done}`);
}

async function begin(event: RequestEvent) {
	const { person, organisationId } = await getAdministrator(event);
	const read = readParticipationForm(await readForm(event.request));
	if ('issues' in read) return fail(400, { of: 'begin' as const, values: read.values, issues: read.issues });
	const answer = await takePart(event.locals.database, person, { organisationId, form: read.form });
	if ('participationId' in answer) finish(event, 'begun');
	if (answer.refused === 'unknown') error(404, 'not_found');
	return fail(409, { of: 'begin' as const, values: read.values, refused: answer.refused });
}

async function end(event: RequestEvent) {
	const { person, organisationId } = await getAdministrator(event);
	const read = readParticipationForm(await readForm(event.request));
	if ('issues' in read) return fail(400, { of: 'end' as const, values: read.values, issues: read.issues });
	const answer = await leaveDomain(event.locals.database, person, { organisationId, form: read.form });
	if ('participationId' in answer) finish(event, 'ended');
	if (answer.refused === 'unknown') error(404, 'not_found');
	return fail(409, { of: 'end' as const, values: read.values, refused: answer.refused });
}

async function strike(event: RequestEvent) {
	const { person, organisationId } = await getAdministrator(event);
	const participationId = readText(await readForm(event.request), 'id');
	const answer = await strikeParticipation(event.locals.database, person, { organisationId, participationId });
	if ('refused' in answer) error(404, 'not_found');
	finish(event, 'struck');
}

async function contact(event: RequestEvent) {
	const { person, organisationId } = await getAdministrator(event);
	const read = readContactForm(await readForm(event.request));
	if ('issues' in read) return fail(400, { of: 'contact' as const, contact: read.values, issues: read.issues });
	const answer = await giveContact(event.locals.database, person, { organisationId, form: read.form });
	if ('refused' in answer) error(404, 'not_found');
	finish(event, 'contact');
}

async function remove(event: RequestEvent) {
	const { person, organisationId } = await getAdministrator(event);
	const contactId = readText(await readForm(event.request), 'id');
	const answer = await removeContact(event.locals.database, person, { organisationId, contactId });
	if ('refused' in answer) error(404, 'not_found');
	finish(event, 'contact');
}

export const actions: Actions = {
	begin: (event) => begin(event),
	end: (event) => end(event),
	strike: (event) => strike(event),
	contact: (event) => contact(event),
	remove: (event) => remove(event),
};
