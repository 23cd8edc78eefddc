import { isDeepStrictEqual } from 'node:util';
import type { HsdsKind, HsdsObject } from '../../hsds.ts';
import { describeOrganization } from './describe-organization.ts';
import { describeService } from './describe-service.ts';
import { sharedMarks } from './fold-words.ts';
import { listWords } from './list-words.ts';
import { listServiceDocuments, omitEmpty, toDocument, type HsdsDocument } from './document.ts';
import type { PublishedOrganisation, PublishedService, Territory } from './published.ts';
import { restoreOriginal } from './restore-original.ts';
import { listTaxonomies, listTaxonomyTerms } from './vocabulary.ts';

/** A service as it is sent: as the directory says it or, where it was taken in, as it was given. */
export function describePublished(service: PublishedService, territory: Territory): HsdsObject {
	const { given, organisation, ...record } = service;
	if (given === null) return omitEmpty(describeService(service, territory));
	const { original } = given;
	if (isDeepStrictEqual(record, given.record)) {
		// Nobody has edited it: what was given stands as it is, and what else there is to say is added.
		const added = omitEmpty(describeService(service, territory, original));
		return restoreOriginal(added, { original, described: added });
	}
	const now = omitEmpty(describeService(service, territory));
	const described = omitEmpty(describeService({ ...given.record, organisation, given: null }, territory));
	return restoreOriginal(now, { original, described });
}

/** The documents of a service: itself, and itself at each of its places. */
export function listDocumentsOf(service: PublishedService, territory: Territory): HsdsDocument[] {
	return listServiceDocuments(describePublished(service, territory), service.organisation.id);
}

/** A service in the list of its organisation. */
export function toEntry({ id, name, status }: HsdsObject): HsdsObject {
	return { id, name, status };
}

/** What an organisation is found by: what its services are about. */
export function listSharedMarks(documents: { words: string[] }[]): string[] {
	const isShared = new RegExp(sharedMarks);
	return documents.flatMap(({ words }) => words.filter((word) => isShared.test(word)));
}

/** An organisation with the list of its services, in the order of their ids. */
export function describeOwner(
	organisation: PublishedOrganisation,
	{ entries, marks }: { entries: HsdsObject[]; marks: Iterable<string> },
): HsdsDocument {
	const services = entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	const object = omitEmpty({ ...describeOrganization(organisation), services });
	const words = [...listWords('organization', object), ...marks];
	return toDocument('organization', object, { organisationId: organisation.id, words });
}

/** What is found by its own words, and by the marks it shares with others. */
export function describeAlone(
	kind: HsdsKind,
	object: HsdsObject,
	{ organisationId, marks = [] }: { organisationId: string | null; marks?: string[] },
): HsdsDocument {
	return toDocument(kind, object, { organisationId, words: [...listWords(kind, object), ...marks] });
}

export function listVocabularyDocuments(): HsdsDocument[] {
	return [
		...listTaxonomies().map((object) => describeAlone('taxonomy', object, { organisationId: null })),
		...listTaxonomyTerms().map((object) => describeAlone('taxonomy_term', object, { organisationId: null })),
	];
}
