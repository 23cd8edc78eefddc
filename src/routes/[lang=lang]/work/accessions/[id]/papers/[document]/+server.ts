import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { findAccessionDocument } from '#rooms/protocol/find-accession-document.server.ts';
import { answerPdf } from '../../../../../answer-pdf.server.ts';
import { getSignedIn } from '../../../../get-signed-in.server.ts';
import type { RequestHandler } from './$types';

const Address = z.object({ id: z.uuid(), document: z.uuid() });

/** A document of a file, for those who may read the file. */
export const GET: RequestHandler = async (event) => {
	const person = await getSignedIn(event);
	const address = Address.safeParse(event.params).data;
	if (address === undefined) error(404);
	const wanted = { accessionId: address.id, documentId: address.document };
	const found = await findAccessionDocument(event.locals.database, person, wanted);
	if ('refused' in found) error(404);
	return answerPdf(found);
};
