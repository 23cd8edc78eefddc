import { error, fail, redirect } from '@sveltejs/kit';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { acceptMerge } from '#rooms/directory/accept-merge.server.ts';
import { access } from '#rooms/directory/access.ts';
import { declineMerge } from '#rooms/directory/decline-merge.server.ts';
import type { MergeProblem } from '#rooms/directory/describe-merging.ts';
import { findMergeProposal, type FoundProposal } from '#rooms/directory/find-merge-proposal.server.ts';
import { listDifferences, mergeRecords, readChoices } from '#rooms/directory/merging.ts';
import { listChanges } from '#rooms/directory/service-changes.ts';
import { withdrawMerge } from '#rooms/directory/withdraw-merge.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../../get-place.server.ts';
import { nameAreas } from '../../duplicates/name-areas.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const doneWords = ['proposed', 'accepted', 'declined', 'withdrawn'] as const;

export const load: PageServerLoad = async (event) => {
	const { place, found } = await getProposal(event);
	const sides = getSides(found, place.organisationId);
	const differences = sides === undefined ? [] : listDifferences(sides.surviving, sides.ceasing);
	const staysHere = found.proposal.surviving.organisationId === place.organisationId;
	const areaNames = sides === undefined ? new Map<string, string>() : nameAreas(Object.values(sides), place.language);
	const done = doneWords.find((word) => word === event.url.searchParams.get('done'));
	return { page: new ServerOnly({ ...place, ...found, staysHere, differences, areaNames, done }) };
};

export const actions: Actions = {
	preview: async (event) => {
		const { place, found, typed } = await getPosted(event, access.acceptMerge);
		const sides = getSides(found, place.organisationId);
		if (sides === undefined) error(404);
		const chosen = readChoices(typed);
		const next = mergeRecords(sides.surviving, sides.ceasing, chosen);
		return { chosen, outcome: listChanges(sides.surviving.record, next) };
	},
	accept: async (event) => {
		const { place, typed } = await getPosted(event, access.acceptMerge);
		const { organisationId, person } = place;
		const chosen = readChoices(typed);
		const wish = { organisationId, proposalId: event.params.proposal, chosen };
		const accepted = orNoPage(await acceptMerge(event.locals.database, person, wish));
		if ('refused' in accepted) return fail(409, { chosen, refused: accepted.refused satisfies MergeProblem });
		redirect(303, `${event.url.pathname}?done=accepted`);
	},
	decline: async (event) => {
		const { place, typed } = await getPosted(event, access.declineMerge);
		const { organisationId, person } = place;
		const reason = String(typed.reason ?? '')
			.trim()
			.slice(0, 1000);
		const wish = { organisationId, proposalId: event.params.proposal, reason };
		const declined = orNoPage(await declineMerge(event.locals.database, person, wish));
		if ('refused' in declined) return fail(409, { refused: declined.refused satisfies MergeProblem });
		redirect(303, `${event.url.pathname}?done=declined`);
	},
	withdraw: async (event) => {
		const { place } = await getPosted(event, access.withdrawMerge);
		const { organisationId, person } = place;
		const wish = { organisationId, proposalId: event.params.proposal };
		const withdrawn = orNoPage(await withdrawMerge(event.locals.database, person, wish));
		if ('refused' in withdrawn) return fail(409, { refused: withdrawn.refused satisfies MergeProblem });
		redirect(303, `${event.url.pathname}?done=withdrawn`);
	},
};

async function getProposal(event: RequestEvent) {
	const place = await getPlace(event);
	const wish = { organisationId: place.organisationId, proposalId: event.params.proposal };
	return { place, found: orNoPage(await findMergeProposal(event.locals.database, place.person, wish)) };
}

async function getPosted(event: RequestEvent, allowed: Parameters<typeof findActor>[2]) {
	const { place, found } = await getProposal(event);
	if (findActor(place.person, place, allowed) === undefined) error(404);
	return { place, found, typed: readTyped(await readForm(event.request)) };
}

/** Both entries as they are compared; undefined where one can no longer be read. */
function getSides({ surviving, ceasing }: FoundProposal, organisationId: string) {
	if (surviving === undefined || ceasing === undefined) return undefined;
	const toSide = ({ record, confirmedOn, organisationId: of }: typeof surviving) => ({
		record,
		confirmedOn,
		isForeign: of !== organisationId,
	});
	return { surviving: toSide(surviving), ceasing: toSide(ceasing) };
}
