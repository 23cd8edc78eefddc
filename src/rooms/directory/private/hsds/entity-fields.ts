// The kinds of value that fields have, in JSON Schema; `entity` stands for a reference to another object.
export type Schema = { [key: string]: unknown };

/** An object of the specification as this feed gives it: the fields of HSDS it uses, and what its profile adds. */
export interface HsdsEntity {
	required: readonly string[];
	fields: Record<string, Schema>;
	additions: Record<string, Schema>;
}

export const id = { type: 'string', format: 'uuid' };
export const text = { type: 'string' };
export const url = { type: 'string', format: 'uri' };
export const day = { type: 'string', format: 'date' };
export const moment = { type: 'string', format: 'date-time' };
export const say = (schema: Schema, description: string): Schema => ({ ...schema, description });
export const one = (entity: string): Schema => ({ entity });
export const many = (entity: string): Schema => ({ type: 'array', items: { entity } });

export const names = {
	type: 'object',
	properties: { fr: text, nl: text, de: text, en: text },
	description: 'By language of the text.',
};
export const codes = (known: readonly string[], description: string): Schema =>
	say({ type: 'array', items: { enum: known } }, description);

const slot = { type: 'object', properties: { opens_at: text, closes_at: text } };
export const hoursExceptions = say(
	{
		type: 'array',
		items: {
			type: 'object',
			properties: {
				starts_on: day,
				ends_on: day,
				closed: { type: 'boolean' },
				hours: { type: 'array', items: slot },
				note: text,
			},
		},
	},
	'Days, both included, on which other hours hold than those of schedules; or none, where it is closed.',
);
export const nis = { type: 'string', pattern: '^[0-9]{5}$' };
export const nisCodes = say({ type: 'array', items: nis }, 'NIS codes of Statbel, of communes or wider areas.');
export const communities = say({ type: 'array', items: text }, 'Communities covered, which have no NIS code: fwb, dg.');
export const imaginary = say({ const: true }, 'Of the demonstration: it does not exist.');
export const deleted = {
	x_be_deleted: say({ const: true }, 'A tombstone: what it stood for is gone.'),
	x_be_deleted_at: moment,
};
export const merged = {
	x_be_merged_ids: say(
		{ type: 'array', items: id },
		'Of entries that became one with this: their ids lead here for ever.',
	),
	x_be_merged_into: say(
		id,
		'Of a tombstone: the entry that says the same. The tombstone is then also answered by its id.',
	),
};
export const status = { enum: ['active', 'inactive', 'defunct', 'temporarily closed'] };
