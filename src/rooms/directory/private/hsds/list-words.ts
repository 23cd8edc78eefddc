import type { HsdsKind, Json } from '../../hsds.ts';
import { foldWords, marks } from './fold-words.ts';

type Fields = { [key: string]: Json | undefined };

function isFields(value: Json | undefined): value is Fields {
	return typeof value === 'object' && !Array.isArray(value);
}

function listFields(value: Json | undefined): Fields[] {
	return Array.isArray(value) ? value.filter(isFields) : isFields(value) ? [value] : [];
}

function listTexts(value: Json | undefined): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' ? Object.values(value).flatMap((part) => listTexts(part)) : [];
}

function ownWords(object: Fields): string[] {
	const { name, alternate_name: alternate, description, x_be_names: names, x_be_descriptions: descriptions } = object;
	// The main language stands twice.
	const texts = new Set([name, alternate, description, names, descriptions].flatMap(listTexts));
	return [...texts].flatMap(foldWords);
}

/** What a document of any source is found by: its words in every language, and marks for what it covers, is about and belongs to. */
export function listWords(kind: HsdsKind, object: Fields): string[] {
	const found = kind === 'taxonomy_term' ? [...ownWords(object), ...markTerm(object)] : listServiceWords(object);
	return [...new Set(found)];
}

function listServiceWords(object: Fields): string[] {
	const organizations = listFields(object.organization);
	const atLocations = listFields(object.service_at_locations);
	const locations = [...atLocations, object].flatMap(({ location }) => listFields(location));
	const addresses = locations.flatMap(({ addresses: all }) => listFields(all));
	const terms = listFields(object.attributes).flatMap(({ taxonomy_term: term }) => listFields(term));
	const areas = [object.x_be_nis, object.x_be_communities].flatMap(listTexts);
	const owners = [object.organization_id, ...organizations.map(({ id }) => id)].flatMap(listTexts);
	return [
		...ownWords(object),
		...organizations.flatMap(ownWords),
		...addresses.flatMap(({ city }) => listTexts(city)).flatMap(foldWords),
		...addresses.flatMap(({ postal_code: code }) => listTexts(code)).map(marks.postalCode),
		...areas.map(marks.area),
		...owners.map((id) => marks.organization(id.toLowerCase())),
		...terms.flatMap(({ id }) => listTexts(id)).map((id) => marks.term(id.toLowerCase())),
		...terms.flatMap(markTaxonomy),
	];
}

/** The taxonomy of a term stands beside it by its id, or within it. */
function markTaxonomy(term: Fields): string[] {
	const ids = [term.taxonomy_id, ...listFields(term.taxonomy_detail).map(({ id }) => id)];
	return ids.flatMap(listTexts).map((id) => marks.taxonomy(id.toLowerCase()));
}

function markTerm(term: Fields): string[] {
	const parents = listTexts(term.parent_id).map((id) => marks.parent(id.toLowerCase()));
	return [...markTaxonomy(term), ...(parents.length > 0 ? parents : [marks.withoutParent])];
}
