import { dataLicence, hsdsSummary, type Publisher } from './describe-hsds.ts';
import { hsdsEntities, writeSchema } from './hsds-entities.ts';
import { hsdsParameters, parametersOf, type ParameterName } from './hsds-parameters.ts';
import { hsdsLists, hsdsPath, hsdsVersion, packageName, type HsdsList } from './hsds.ts';

const refer = (entity: string) => `#/components/schemas/${entity}`;

/** The description of the API by OpenAPI 3.1, made of the same tables that questions are read by. */
export function writeOpenApi(publisher: Publisher): object {
	const lists = Object.keys(hsdsLists) as HsdsList[];
	return {
		openapi: '3.1.0',
		info: {
			title: 'Maillage, open data of services (HSDS)',
			version: hsdsVersion,
			summary: hsdsSummary,
			license: dataLicence,
			contact: {
				name: 'Maillage',
				url: publisher.origin,
				...(publisher.email === undefined ? {} : { email: publisher.email }),
			},
		},
		jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
		servers: [{ url: publisher.origin + hsdsPath }],
		paths: Object.assign(
			{ '/': { get: describeRoot }, [`/${packageName}`]: { get: describePackage } },
			...lists.map(describeList),
		) as object,
		components: {
			parameters: Object.fromEntries(
				(Object.keys(hsdsParameters) as ParameterName[]).map((name) => [name, describeParameter(name)]),
			),
			schemas: {
				...Object.fromEntries(Object.keys(hsdsEntities).map((name) => [name, writeSchema(name, refer)])),
				page,
				problem,
			},
		},
	};
}

function describeParameter(name: ParameterName): object {
	return { name, in: 'query', required: false, ...hsdsParameters[name] };
}

const describeRoot = {
	operationId: 'describeFeed',
	summary: 'What this feed is, its version and its profile.',
	responses: { 200: json('The description.', { type: 'object' }) },
};

const describePackage = {
	operationId: 'get_package',
	summary: 'Everything that is published, as a tabular data package: an archive of CSV tables with datapackage.json.',
	responses: {
		200: { description: 'The archive.', content: { 'application/zip': {} } },
		304: { description: 'Nothing changed since the answer with this ETag.' },
	},
};

function describeList(list: HsdsList): object {
	const entity = hsdsLists[list];
	const parameters = parametersOf[list].map((name) => ({ $ref: `#/components/parameters/${name}` }));
	const contents = { type: 'object', properties: { contents: { type: 'array', items: { $ref: refer(entity) } } } };
	const responses = {
		200: {
			description: 'A page, or lines of JSON.',
			content: {
				'application/json': { schema: { allOf: [{ $ref: refer('page') }, contents] } },
				'application/x-ndjson': { schema: { $ref: refer(entity) } },
			},
		},
		304: { description: 'Nothing changed since the answer with this ETag.' },
		400: asProblem('A parameter could not be understood; the answer names it.'),
	};
	const fields = Object.fromEntries(parametersOf[list].map((name) => [name, hsdsParameters[name].schema]));
	const body = { content: { 'application/json': { schema: { type: 'object', properties: fields } } } };
	return {
		[`/${list}`]: {
			get: { operationId: `list_${list}`, summary: `The ${list} that fit all parameters.`, parameters, responses },
			post: {
				operationId: `ask_${list}`,
				summary: 'The same, for questions that must not stand in an address.',
				requestBody: body,
				responses,
			},
		},
		[`/${list}/{id}`]: { get: describeOne(list) },
	};
}

function describeOne(list: HsdsList): object {
	const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
	return {
		operationId: `get_${hsdsLists[list]}`,
		summary: 'One, fully nested.',
		parameters: list === 'organizations' ? [id, { $ref: '#/components/parameters/full_service' }] : [id],
		responses: {
			200: json('The object.', { $ref: refer(hsdsLists[list]) }),
			304: { description: 'Nothing changed since the answer with this ETag.' },
			404: asProblem('There is none with this id, or no longer.'),
		},
	};
}

function json(description: string, schema: object): object {
	return { description, content: { 'application/json': { schema } } };
}

function asProblem(description: string): object {
	return { description, content: { 'application/problem+json': { schema: { $ref: refer('problem') } } } };
}

const count = { type: 'integer', minimum: 0 };
const page = {
	type: 'object',
	required: ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty', 'contents'],
	properties: {
		total_items: count,
		total_pages: count,
		page_number: { type: 'integer', minimum: 1 },
		size: { ...count, description: 'On this page.' },
		first_page: { type: 'boolean' },
		last_page: { type: 'boolean' },
		empty: { type: 'boolean', description: 'Whether there is nothing on this page.' },
		x_be_cursor: { ...count, description: 'Where the next question for changes begins; only in answers to such.' },
	},
};
const problem = {
	type: 'object',
	description: 'RFC 9457.',
	required: ['type', 'title', 'status'],
	properties: {
		type: { type: 'string' },
		title: { type: 'string' },
		status: { type: 'integer' },
		detail: { type: 'string' },
		parameter: { type: 'string', description: 'The parameter that could not be understood.' },
	},
};
