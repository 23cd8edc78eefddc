import { hsdsProfile, hsdsVersion } from './hsds.ts';
import type { HsdsEntity, Schema } from './private/hsds/entity-fields.ts';
import { listedEntities } from './private/hsds/listed-entities.ts';
import { partEntities } from './private/hsds/part-entities.ts';

export const hsdsEntities: Record<string, HsdsEntity> = { ...listedEntities, ...partEntities };

const keepsGiven = 'What was taken in from elsewhere keeps every field it was given with, beside those named here.';

/** A schema of this house, where `entity` stands for a reference to another one. */
export function writeSchema(name: string, refer: (entity: string) => string): Schema {
	const { required, fields, additions } = getEntity(name);
	const properties = writeReferences({ ...fields, ...additions }, refer);
	const description = name in listedEntities ? { description: keepsGiven } : {};
	return { title: `${name}, ${hsdsProfile}`, ...description, type: 'object', required, properties };
}

/** Which objects of the specification the profile extends; `folder` is the address of the patches. */
export function describeProfile(folder: string): Schema {
	const extended = Object.entries(hsdsEntities).filter(([, { additions }]) => Object.keys(additions).length > 0);
	return {
		name: hsdsProfile,
		extends: `HSDS ${hsdsVersion}`,
		description:
			'Fields that Belgium needs, all optional and named x_be_…. Each file is a JSON Merge Patch (RFC 7396) of the schema of its name.',
		patches: Object.fromEntries(extended.map(([name]) => [name, `${folder}/${name}.json`])),
	};
}

/** What the profile adds to an object of the specification, as a JSON Merge Patch (RFC 7396) of its schema. */
export function writeProfile(name: string): Schema {
	return { properties: getEntity(name).additions };
}

function getEntity(name: string): HsdsEntity {
	const entity = hsdsEntities[name];
	if (entity === undefined) throw new Error(`There is no entity ${name}.`);
	return entity;
}

function writeReferences(value: unknown, refer: (entity: string) => string): unknown {
	if (Array.isArray(value)) return value.map((item) => writeReferences(item, refer));
	if (typeof value !== 'object' || value === null) return value;
	if ('entity' in value && typeof value.entity === 'string') return { $ref: refer(value.entity) };
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, writeReferences(part, refer)]));
}
