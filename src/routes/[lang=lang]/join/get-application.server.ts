import { redirect, type RequestEvent } from '@sveltejs/kit';
import { findAccessionByLink, type ApplicantView } from '#rooms/protocol/find-accession-by-link.server.ts';
import { readAccessionLink, writeAccessionLink, type AccessionLink } from '#rooms/protocol/accession-link.ts';

export interface Application extends ApplicantView {
	link: AccessionLink;
	/** `f=…`, for the addresses of the other pages of the file. */
	query: string;
}

/** The link in the address. One that was cut leads to where a new one can be had, as one that opens nothing does. */
export function getLink({ url, locals }: RequestEvent): AccessionLink {
	return readAccessionLink(url.searchParams.get('f')) ?? leave(locals.language);
}

/** The file that the address opens. */
export async function getApplication(event: RequestEvent): Promise<Application> {
	const link = getLink(event);
	const view = await findAccessionByLink(event.locals.database, link);
	if (view === undefined) return leave(event.locals.language);
	return { ...view, link, query: writeAccessionLink(link) };
}

/** The same for a page of the form, which is only for drafts. */
export async function getDraft(event: RequestEvent): Promise<Application> {
	const application = await getApplication(event);
	if (application.file.state === 'draft') return application;
	redirect(303, `/${event.locals.language}/join/file?${application.query}`);
}

/** After a form: back to the list of steps; where the draft is none any more, to the page of the file. */
export function leaveStep(
	{ locals, url }: RequestEvent,
	result: { saved: true } | { refused: 'unknown' | 'closed' },
): never {
	const query = `f=${url.searchParams.get('f') ?? ''}`;
	const refused = 'refused' in result ? result.refused : undefined;
	if (refused === 'unknown') return leave(locals.language);
	if (refused === 'closed') redirect(303, `/${locals.language}/join/file?${query}`);
	redirect(303, `/${locals.language}/join/tasks?${query}&done=saved`);
}

function leave(language: string): never {
	redirect(303, `/${language}/join/link?why=unknown`);
}
