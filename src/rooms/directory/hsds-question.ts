import { hsdsParameters, parametersOf, perPage, type ParameterName } from './hsds-parameters.ts';
import { isHsdsId, type HsdsList } from './hsds.ts';

/** A question to one of the lists, as it was understood. */
export interface HsdsQuestion {
	list: HsdsList;
	form: 'summary' | 'full' | 'minimal' | 'full_service';
	format: 'json' | 'ndjson';
	page: number;
	perPage: number;
	search: string | undefined;
	termId: string | undefined;
	taxonomyId: string | undefined;
	organizationId: string | undefined;
	parentId: string | undefined;
	topOnly: boolean;
	modifiedAfter: string | undefined;
	postcode: string | undefined;
	proximityMetres: number | undefined;
	nis: string | undefined;
	deleted: boolean;
	cursor: number | undefined;
}

export interface HsdsRefusal {
	parameter: ParameterName;
	reason: string;
}

type Given = Partial<Record<ParameterName, string>>;

/** Reads the parameters that this list takes; the first one that cannot be understood is named. */
export function readHsdsQuestion(list: HsdsList, parameters: URLSearchParams): HsdsQuestion | { refused: HsdsRefusal } {
	const given: Given = {};
	for (const name of parametersOf[list]) {
		const values = parameters.getAll(name).map((value) => value.trim());
		const [value = ''] = values;
		const reason = values.length > 1 ? 'is given more than once' : value === '' ? undefined : refuseValue(name, value);
		if (reason !== undefined) return { refused: { parameter: name, reason } };
		if (value !== '') given[name] = value;
	}
	if (given.proximity !== undefined && given.postcode === undefined) {
		return { refused: { parameter: 'proximity', reason: 'needs a postcode to be near to' } };
	}
	return understand(list, given);
}

/** What a question to a single object takes. */
export function readHsdsDetail(
	list: HsdsList,
	parameters: URLSearchParams,
): { withServices: boolean } | { refused: HsdsRefusal } {
	if (list !== 'organizations' || parameters.size === 0) return { withServices: false };
	const own = parameters.getAll('full_service').map((value) => ['full_service', value]);
	const question = readHsdsQuestion(list, new URLSearchParams(own));
	return 'refused' in question ? question : { withServices: question.form === 'full_service' };
}

function understand(list: HsdsList, given: Given): HsdsQuestion {
	const form = chooseForm(given);
	return {
		list,
		form,
		format: given.format === 'ndjson' ? 'ndjson' : 'json',
		page: Number(given.page ?? 1),
		perPage: Math.min(Number(given.per_page ?? usualOf[form]), mostOf[form]),
		search: given.search,
		termId: given.taxonomy_term_id?.toLowerCase(),
		taxonomyId: given.taxonomy_id?.toLowerCase(),
		organizationId: given.organization_id?.toLowerCase(),
		parentId: given.parent_id?.toLowerCase(),
		topOnly: isTrue(given.top_only),
		modifiedAfter: given.modified_after === undefined ? undefined : readMoment(given.modified_after)?.toISOString(),
		postcode: given.postcode,
		proximityMetres: given.proximity === undefined ? undefined : Number(given.proximity),
		nis: given.x_be_nis,
		deleted: isTrue(given.x_be_deleted),
		cursor: given.x_be_cursor === undefined ? undefined : Number(given.x_be_cursor),
	};
}

const mostOf = {
	summary: perPage.most,
	full: perPage.mostNested,
	minimal: perPage.minimal,
	full_service: perPage.mostWithServices,
};
/** Whoever asks for the least wants all of it at once. */
const usualOf = { ...mostOf, summary: perPage.usual, full: perPage.usual };

function chooseForm({ minimal, full, full_service: withServices }: Given): HsdsQuestion['form'] {
	if (isTrue(minimal)) return 'minimal';
	if (isTrue(withServices)) return 'full_service';
	return isTrue(full) ? 'full' : 'summary';
}

function isTrue(text: string | undefined): boolean {
	return text === 'true' || text === '1';
}

/** Why this text is no value of the parameter; undefined when it is one. */
function refuseValue(name: ParameterName, text: string): string | undefined {
	const { schema } = hsdsParameters[name];
	if ('enum' in schema)
		return schema.enum.some((value) => value === text) ? undefined : `is one of ${schema.enum.join(', ')}`;
	if (schema.type === 'boolean') return /^(true|false|0|1)$/.test(text) ? undefined : 'is true or false';
	if (schema.type === 'integer') return refuseNumber(text, schema.minimum);
	if (name === 'search') return text.length > longestSearch ? `is at most ${longestSearch} characters long` : undefined;
	if (name === 'modified_after')
		return readMoment(text) ? undefined : 'is a moment such as 2026-11-23T09:30:00Z, or a day such as 2026-11-23';
	if (name === 'x_be_nis') return /^[0-9]{5}$/.test(text) ? undefined : 'is a NIS code of five digits';
	if (name === 'postcode') return /^[1-9][0-9]{3}$/.test(text) ? undefined : 'is a Belgian postal code of four digits';
	return isHsdsId(text) ? undefined : 'is a UUID';
}

const longestSearch = 200;

function refuseNumber(text: string, least: number): string | undefined {
	const isNumber = /^[0-9]{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) >= least;
	return isNumber ? undefined : `is a whole number from ${least} on`;
}

const moment =
	/^([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/;

function readMoment(text: string): Date | undefined {
	// In an address that was not encoded, a plus has become a space.
	const [whole, day, time, , , zone] = moment.exec(text.replace(' ', '+')) ?? [];
	if (whole === undefined || day === undefined) return undefined;
	// The thirty-first of February would be taken for a day in March.
	const midnight = new Date(`${day}T00:00:00Z`);
	if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
	const date = new Date(time === undefined || zone !== undefined ? whole : `${whole}Z`);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
