import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { nameOrganisations } from '#rooms/directory/name-organisations.server.ts';
import { nameArea } from '#rooms/orientation/find-places.server.ts';
import { listSecretariatMoves, ReadVersion, SecretariatMove } from '#rooms/protocol/accession-decision.ts';
import { listIssues, type FieldIssue } from '#rooms/protocol/accession-form.ts';
import { OpinionForm } from '#rooms/protocol/accession-opinion.ts';
import { findAccession } from '#rooms/protocol/find-accession.server.ts';
import { giveAccessionOpinion } from '#rooms/protocol/give-accession-opinion.server.ts';
import { moveAccession } from '#rooms/protocol/move-accession.server.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

const notices = ['moved', 'opinion', 'document'] as const;
const nothing: FieldIssue[] = [];

/** A file: for the secretariat with what comes next, for a party with its opinion. */
export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { locals, params, url } = event;
	const view = await findAccession(locals.database, person, { accessionId: getId(params.id) });
	if ('refused' in view) error(404);
	const names = await nameOrganisations(
		locals.reader,
		view.opinions.map(({ organisationId }) => organisationId),
	);
	const opinions = view.opinions
		.map((opinion) => ({ ...opinion, name: names.get(opinion.organisationId)?.[locals.language] ?? '–' }))
		.sort((a, b) => a.name.localeCompare(b.name, locals.language));
	const areas = view.file.areaCodes.map((code) => nameArea(code, locals.language));
	const moves = view.isSecretariat && !view.isOwnCase ? listSecretariatMoves(view.file.state) : [];
	const done = notices.find((each) => each === url.searchParams.get('done'));
	return { accession: new ServerOnly({ ...view, opinions, areas, offered: moves, done }) };
};

export const actions: Actions = {
	move: async (event) => {
		const person = await getSignedIn(event);
		const accessionId = getId(event.params.id);
		const values = readTyped(await readForm(event.request));
		const read = ReadVersion.safeParse({ ...values, accessionId });
		const parsed = SecretariatMove.safeParse(values);
		if (!read.success) error(404);
		const given = { values, form: 'move' as const, seen: read.data.version };
		// What one may not do answers like what does not exist, before anything is said about a form.
		if (!parsed.success && (await isReadBySecretariat(event, accessionId)))
			return fail(400, { ...given, issues: listIssues(parsed.error), refused: undefined });
		if (!parsed.success) error(404);
		const result = await moveAccession(event.locals.database, person, { ...parsed.data, ...read.data });
		if ('moved' in result) return leave(event, 'moved');
		if (result.refused === 'unknown') error(404);
		return fail(409, { ...given, issues: nothing, refused: result.refused });
	},
	opinion: async (event) => {
		const person = await getSignedIn(event);
		const accessionId = getId(event.params.id);
		const values = readTyped(await readForm(event.request));
		const parsed = OpinionForm.safeParse({ ...values, accessionId });
		const given = { values, form: 'opinion' as const, seen: undefined };
		const view = await findAccession(event.locals.database, person, { accessionId });
		if ('refused' in view || view.asked.length === 0) error(404);
		if (!parsed.success) return fail(400, { ...given, issues: listIssues(parsed.error), refused: undefined });
		const result = await giveAccessionOpinion(event.locals.database, person, parsed.data);
		if ('revision' in result) return leave(event, 'opinion');
		if (result.refused === 'unknown') error(404);
		return fail(409, { ...given, issues: nothing, refused: result.refused });
	},
};

async function isReadBySecretariat(event: RequestEvent, accessionId: string): Promise<boolean> {
	const view = await findAccession(event.locals.database, await getSignedIn(event), { accessionId });
	return 'file' in view && view.isSecretariat;
}

function getId(text: string | undefined): string {
	return z.uuid().safeParse(text).data ?? error(404);
}

function leave({ locals, params }: RequestEvent, done: (typeof notices)[number]): never {
	redirect(303, `/${locals.language}/work/accessions/${params.id}?done=${done}`);
}
