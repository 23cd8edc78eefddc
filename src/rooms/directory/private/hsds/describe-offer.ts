import type { HsdsObject } from '../../hsds.ts';
import { describeOrganization } from './describe-organization.ts';
import { describeService } from './describe-service.ts';
import { listServiceDocuments, omitEmpty, toDocument, type HsdsDocument } from './document.ts';
import type { Territory } from './published.ts';
import type { PublishedOffer } from './read-published.ts';
import { listTaxonomies, listTaxonomyTerms } from './vocabulary.ts';

/** The documents of an organisation: its services, their places, and itself with the list of them. */
export function listOfferDocuments({ organisation, services }: PublishedOffer, territory: Territory): HsdsDocument[] {
	const described = services.map((service) => omitEmpty(describeService({ ...service, organisation }, territory)));
	const documents = described.flatMap((service) => listServiceDocuments(service, organisation.id));
	const list: HsdsObject[] = described.map(({ id, name, status }) => ({ id, name, status }));
	const object = omitEmpty({ ...describeOrganization(organisation), services: list });
	// An organisation is found by what its services are about.
	const words = documents.flatMap((document) => document.words.filter((word) => /^#[atx]/.test(word)));
	return [...documents, toDocument('organization', object, { organisationId: organisation.id, words })];
}

export function listVocabularyDocuments(): HsdsDocument[] {
	const nobody = { organisationId: null };
	return [
		...listTaxonomies().map((object) => toDocument('taxonomy', object, nobody)),
		...listTaxonomyTerms().map((object) => toDocument('taxonomy_term', object, nobody)),
	];
}
