import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The published schemas of HSDS 3.1, where a checkout has them beside it or HSDS_DIR says where they are; not part of this repository. */
const official = resolve(process.env.HSDS_DIR ?? '../shared/data/hsds');
const folder = join(official, 'schema');

export const hasOfficialSchemas = existsSync(folder);

/** The published examples, beside the schemas: nested ones as JSON, and the folder `csv` with the tables of a package. */
export const officialExamples = join(official, 'examples');
export const hasOfficialExamples = existsSync(officialExamples);

let ajv: Ajv2020 | undefined;

function openSchemas(): Ajv2020 {
	// Their keywords for tables are not those of JSON Schema.
	const opened = new Ajv2020({ strict: false, allErrors: true });
	formats.default(opened);
	for (const file of globSync(join(folder, '*.json'))) {
		if (basename(file) !== 'openapi.json') opened.addSchema(readSchema(file), basename(file));
	}
	for (const file of globSync(join(folder, 'compiled', '*.json'))) {
		opened.addSchema(readSchema(file), `compiled/${basename(file)}`);
	}
	return opened;
}

function readSchema(file: string): object {
	return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/** Why something is not what an official schema (`service.json`, `compiled/service_list.json`) says; empty when it is, or without schemas. */
export function listOfficialFaults(schema: string, value: unknown): string[] {
	if (!hasOfficialSchemas) return [];
	ajv ??= openSchemas();
	const validate: ValidateFunction | undefined = ajv.getSchema(schema);
	if (validate === undefined) throw new Error(`There is no official schema ${schema}.`);
	if (validate(value)) return [];
	return (validate.errors ?? []).map(({ instancePath, message }) => `${schema}${instancePath}: ${message ?? ''}`);
}
