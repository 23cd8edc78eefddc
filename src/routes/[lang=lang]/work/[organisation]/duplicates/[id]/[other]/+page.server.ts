import { error, fail, redirect } from '@sveltejs/kit';
import { readTyped, type Typed } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/directory/access.ts';
import { compareServices, type ComparedServices } from '#rooms/directory/compare-services.server.ts';
import type { MergeProblem } from '#rooms/directory/describe-merging.ts';
import { dismissPair } from '#rooms/directory/dismiss-pair.server.ts';
import { mergeServices } from '#rooms/directory/merge-services.server.ts';
import { listDifferences, mergeRecords, readChoices } from '#rooms/directory/merging.ts';
import { proposeMerge } from '#rooms/directory/propose-merge.server.ts';
import { listChanges } from '#rooms/directory/service-changes.ts';
import { isPublic } from '#rooms/directory/service-lifecycle.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../../../get-place.server.ts';
import { nameAreas } from '../../name-areas.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { place, compared } = await getCompared(event);
	const { surviving, ceasing } = chooseSurviving(compared, event.url.searchParams.get('keep'));
	const isForeign = compared.own.organisationId !== compared.other.organisationId;
	const differences = listDifferences(toSide(surviving, isForeign), toSide(ceasing, isForeign));
	const areaNames = nameAreas([surviving, ceasing], place.language);
	return { page: new ServerOnly({ ...place, ...compared, surviving, ceasing, isForeign, differences, areaNames }) };
};

export const actions: Actions = {
	preview: async (event) => {
		const { compared, typed } = await getPosted(event, access.mergeServices);
		const { surviving, ceasing } = chooseSurviving(compared, event.url.searchParams.get('keep'));
		const chosen = readChoices(typed);
		const next = mergeRecords(toSide(surviving, false), toSide(ceasing, false), chosen);
		return { chosen, outcome: listChanges(surviving.record, next) };
	},
	merge: async (event) => {
		const { place, compared, typed } = await getPosted(event, access.mergeServices);
		const { surviving, ceasing } = chooseSurviving(compared, event.url.searchParams.get('keep'));
		const { organisationId, person } = place;
		const chosen = readChoices(typed);
		const merging = {
			organisationId,
			surviving: { id: surviving.id, version: Number(typed.survivingVersion) },
			ceasing: { id: ceasing.id, version: Number(typed.ceasingVersion) },
			chosen,
		};
		const merged = orNoPage(await mergeServices(event.locals.database, person, merging));
		if ('refused' in merged) return fail(409, { chosen, refused: merged.refused satisfies MergeProblem });
		redirect(303, `/${place.language}/work/${organisationId}/services/${surviving.id}?done=merged`);
	},
	dismiss: async (event) => {
		const { place, compared } = await getPosted(event, access.dismissPair);
		const { organisationId, person } = place;
		const pair = { organisationId, serviceId: compared.own.id, otherId: compared.other.id };
		const dismissed = orNoPage(await dismissPair(event.locals.database, person, pair));
		if ('refused' in dismissed) return fail(409, { refused: dismissed.refused satisfies MergeProblem });
		redirect(303, `/${place.language}/work/${organisationId}/duplicates?done=dismissed`);
	},
	propose: async (event) => {
		const { place, compared, typed } = await getPosted(event, access.proposeMerge);
		const { organisationId, person } = place;
		const message = String(typed.message ?? '')
			.trim()
			.slice(0, 1000);
		const ceases = typed.ceases === 'other' ? ('other' as const) : ('own' as const);
		const wish = { organisationId, serviceId: compared.own.id, otherId: compared.other.id, ceases, message };
		const proposed = orNoPage(await proposeMerge(event.locals.database, person, wish));
		if ('refused' in proposed) return fail(409, { ceases, message, refused: proposed.refused satisfies MergeProblem });
		redirect(303, `/${place.language}/work/${organisationId}/proposals/${proposed.proposalId}?done=proposed`);
	},
};

async function getCompared(event: RequestEvent) {
	const place = await getPlace(event);
	const { id: serviceId, other: otherId } = event.params;
	const pair = { organisationId: place.organisationId, serviceId, otherId };
	return { place, compared: orNoPage(await compareServices(event.locals.database, place.person, pair)) };
}

async function getPosted(event: RequestEvent, allowed: Parameters<typeof findActor>[2]) {
	const { place, compared } = await getCompared(event);
	if (findActor(place.person, place, allowed) === undefined) error(404);
	const typed: Typed = readTyped(await readForm(event.request));
	return { place, compared, typed };
}

/** The one that stays: as the address says, else what the public reads, else what was confirmed last, else one's own. */
function chooseSurviving({ own, other }: ComparedServices, keep: string | null) {
	const [isPublicOwn, isPublicOther] = [isPublic(own.state), isPublic(other.state)];
	const isNewer = (other.confirmedOn ?? '') > (own.confirmedOn ?? '');
	const keepsOther = keep === null ? isPublicOther && (!isPublicOwn || isNewer) : keep === other.id;
	return keepsOther ? { surviving: other, ceasing: own } : { surviving: own, ceasing: other };
}

function toSide({ record, confirmedOn }: ComparedServices['own'], isForeign: boolean) {
	return { record, confirmedOn, isForeign };
}
