import type { PublicReader } from '#house/database/public-reader.ts';
import {
	answerJson,
	answerLines,
	answerProblem,
	answerUnchanged,
	findKnownVersion,
	hashQuestion,
	writeTag,
	type ApiAnswer,
	type ApiRequest,
} from '#house/web/api.ts';
import { writeHsdsPage } from '#rooms/directory/hsds-page.ts';
import { readHsdsQuestion, type HsdsQuestion, type HsdsRefusal } from '#rooms/directory/hsds-question.ts';
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
export async function answerList(request: ApiRequest, list: HsdsList, reader: PublicReader): Promise<ApiAnswer> {
	const question = readHsdsQuestion(list, request.parameters);
	if ('refused' in question) return answerRefusal(question.refused);
	const where = findTerritories(question);
	if (question.format === 'ndjson') {
		const { cursor, total, pieces } = await streamHsdsDocuments(reader, question, where);
		return answerLines(pieces, { 'x-be-cursor': String(cursor), 'x-be-total': String(total) });
	}
	const asked = hashQuestion(`${hsdsEdition} ${JSON.stringify(question)}`);
	const known = findKnownVersion(request, asked);
	const found = await listHsdsDocuments(reader, question, { where, known });
	const tag = writeTag(found.version, asked);
	return 'unchanged' in found ? answerUnchanged(tag) : answerJson(writeHsdsPage(question, found), tag);
}

export function answerRefusal({ parameter, reason }: HsdsRefusal): ApiAnswer {
	const detail = `${parameter} ${reason}.`;
	return answerProblem({ status: 400, title: 'A parameter could not be understood', detail, parameter });
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
