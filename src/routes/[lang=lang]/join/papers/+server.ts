import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { findAccessionDocumentByLink } from '#rooms/protocol/find-accession-document-by-link.server.ts';
import { answerPdf } from '../../answer-pdf.server.ts';
import { getLink } from '../get-application.server.ts';
import type { RequestHandler } from './$types';

/** A document of one's own file. */
export const GET: RequestHandler = async (event) => {
	const id = z.uuid().safeParse(event.url.searchParams.get('d')).data;
	const found =
		id === undefined ? undefined : await findAccessionDocumentByLink(event.locals.database, getLink(event), id);
	if (found === undefined) error(404);
	return answerPdf(found);
};
