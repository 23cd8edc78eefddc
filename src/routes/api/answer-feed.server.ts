import type { PublicReader } from '#house/database/public-reader.ts';
import { answerFixed, answerOtherMethod, answerProblem, type ApiAnswer, type ApiRequest } from '#house/web/api.ts';
import { writeOpenApi } from '#rooms/directory/describe-hsds-openapi.ts';
import { describeHsds, type Publisher } from '#rooms/directory/describe-hsds.ts';
import { describeProfile, hsdsEntities, writeProfile, writeSchema } from '#rooms/directory/hsds-entities.ts';
import { hsdsPath, isHsdsList, packageName } from '#rooms/directory/hsds.ts';
import { answerList } from './answer-list.server.ts';
import { answerOne } from './answer-one.server.ts';
import { answerPackage } from './answer-package.server.ts';
import { readPosted } from './read-posted.server.ts';

export interface Feed {
	reader: PublicReader;
	publisher: Publisher;
}

/** The answer of the open feed to any question under /api/. */
export async function answerFeed(request: ApiRequest, feed: Feed): Promise<ApiAnswer> {
	const { path } = request;
	if (path !== hsdsPath && !path.startsWith(`${hsdsPath}/`)) return answerElsewhere(request);
	const [first = '', second, ...rest] = path.slice(hsdsPath.length + 1).split('/');
	if (rest.length > 0) return answerElsewhere(request);
	if (first === packageName && second === undefined) {
		return reads(request) ? answerPackage(request, feed.reader) : answerOtherMethod(request, 'GET, HEAD, OPTIONS');
	}
	if (isHsdsList(first)) {
		if (second === undefined && request.method === 'POST') return answerPosted(request, first, feed);
		if (!reads(request)) {
			return answerOtherMethod(request, second === undefined ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS');
		}
		return second === undefined
			? answerList(request, first, feed.reader)
			: answerOne(request, [first, second], feed.reader);
	}
	const content = describe([first, second], feed.publisher);
	if (content === undefined) return answerElsewhere(request);
	return reads(request) ? answerFixed(request, content) : answerOtherMethod(request, 'GET, HEAD, OPTIONS');
}

function reads({ method }: ApiRequest): boolean {
	return method === 'GET' || method === 'HEAD';
}

async function answerPosted(
	request: ApiRequest,
	list: Parameters<typeof answerList>[1],
	feed: Feed,
): Promise<ApiAnswer> {
	const parameters = await readPosted(request);
	if (parameters === undefined) {
		const detail = 'Send one JSON object whose fields are the parameters, each with one value.';
		return answerProblem({ status: 400, title: 'The question could not be read', detail });
	}
	return answerList({ ...request, parameters }, list, feed.reader);
}

/** What the feed says of itself; undefined where there is nothing. */
function describe([first, second]: [string, string | undefined], publisher: Publisher): object | undefined {
	const name = second?.replace(/[.]json$/, '') ?? '';
	const isEntity = Object.hasOwn(hsdsEntities, name);
	if (second === undefined) {
		if (first === '') return describeHsds(publisher);
		if (first === 'openapi.json') return writeOpenApi(publisher);
		return first === 'profile' ? describeProfile(`${publisher.origin}${hsdsPath}/profile`) : undefined;
	}
	if (first === 'profile' && isEntity) return writeProfile(name);
	if (first !== 'schema' || !isEntity) return undefined;
	const $id = `${publisher.origin}${hsdsPath}/schema/${name}.json`;
	const $schema = 'https://json-schema.org/draft/2020-12/schema';
	return { $schema, $id, ...writeSchema(name, (entity) => `${entity}.json`) };
}

function answerElsewhere(request: ApiRequest): ApiAnswer {
	if (request.method === 'OPTIONS') return answerOtherMethod(request, 'GET, HEAD, OPTIONS');
	return answerProblem({ status: 404, detail: `Nothing is here; the open data begin at ${hsdsPath}.` });
}
