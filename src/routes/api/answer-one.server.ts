import type { PublicReader } from '#house/database/public-reader.ts';
import {
	answerJson,
	answerProblem,
	answerUnchanged,
	findKnownVersion,
	hashQuestion,
	writeTag,
	type ApiAnswer,
	type ApiRequest,
} from '#house/web/api.ts';
import { findHsdsDocument } from '#rooms/directory/find-hsds-document.server.ts';
import { readHsdsDetail } from '#rooms/directory/hsds-question.ts';
import { hsdsEdition, type HsdsList } from '#rooms/directory/hsds.ts';
import { answerRefusal } from './answer-list.server.ts';

/** One object of a list, fully nested. */
export async function answerOne(
	request: ApiRequest,
	[list, id]: [HsdsList, string],
	reader: PublicReader,
): Promise<ApiAnswer> {
	const detail = readHsdsDetail(list, request.parameters);
	if ('refused' in detail) return answerRefusal(detail.refused);
	const { withServices } = detail;
	const asked = hashQuestion(`${hsdsEdition} ${list} ${id} ${withServices}`);
	const known = findKnownVersion(request, asked);
	const found = await findHsdsDocument(reader, list, { id, withServices, known });
	if (found === undefined) return answerProblem({ status: 404, detail: 'Nothing has this id, or no longer.' });
	const tag = writeTag(found.version, asked);
	return 'unchanged' in found ? answerUnchanged(tag) : answerJson(found.body, tag);
}
