import type { RequestEvent } from '@sveltejs/kit';
import {
	answerJson,
	answerProblem,
	answerUnchanged,
	findKnownVersion,
	hashQuestion,
	writeTag,
} from '#house/web/api-answer.ts';
import { readHsdsQuestion, type HsdsQuestion } from '#rooms/directory/hsds-question.ts';
import { writeHsdsPage } from '#rooms/directory/hsds-page.ts';
import { hsdsEdition, type HsdsList } from '#rooms/directory/hsds.ts';
import { listHsdsDocuments, type HsdsWhere } from '#rooms/directory/list-hsds-documents.server.ts';
import { streamHsdsDocuments } from '#rooms/directory/stream-hsds-documents.server.ts';
import {
	getLineage,
	isArea,
	listAreasOfPostalCode,
	listPostalCodesAround,
} from '#rooms/orientation/find-places.server.ts';

/** A page of a list, or all of it as lines. */
export async function answerList(event: RequestEvent, list: HsdsList, parameters: URLSearchParams): Promise<Response> {
	const question = readHsdsQuestion(list, parameters);
	if ('refused' in question) {
		const { parameter, reason } = question.refused;
		return answerProblem({
			status: 400,
			title: 'A parameter could not be understood',
			detail: `${parameter} ${reason}.`,
			parameter,
		});
	}
	const where = findTerritories(question);
	if (question.format === 'ndjson') return answerLines(event, question, where);
	const asked = hashQuestion(JSON.stringify([hsdsEdition, question]));
	const known = findKnownVersion(event.request, asked);
	const found = await listHsdsDocuments(event.locals.reader, question, { where, known });
	const tag = writeTag(found.version, asked);
	return 'unchanged' in found ? answerUnchanged(tag) : answerJson(writeHsdsPage(question, found), tag);
}

function findTerritories({ nis, postcode, proximityMetres }: HsdsQuestion): HsdsWhere {
	return {
		nisAreas: nis === undefined ? undefined : isArea(nis) ? getLineage(nis) : [],
		postcodeAreas: postcode === undefined ? undefined : listAreasOfPostalCode(postcode),
		postalCodes:
			postcode === undefined || proximityMetres === undefined
				? undefined
				: listPostalCodesAround(postcode, proximityMetres),
	};
}

async function answerLines({ locals, request }: RequestEvent, question: HsdsQuestion, where: HsdsWhere) {
	const { cursor, total, pieces } = await streamHsdsDocuments(locals.reader, question, where);
	const headers = {
		'content-type': 'application/x-ndjson',
		'cache-control': 'no-store',
		'x-be-cursor': String(cursor),
		'x-be-total': String(total),
	};
	if (request.method === 'HEAD') return new Response(null, { headers });
	return new Response(toStream(pieces), { headers });
}

/** A piece is read when there is room for it, and none any more once the client is gone. */
function toStream(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream(
		{
			async pull(controller) {
				const { value, done } = await pieces.next();
				if (done === true) controller.close();
				else controller.enqueue(encoder.encode(value));
			},
			async cancel() {
				await pieces.return();
			},
		},
		{ highWaterMark: 0 },
	);
}
