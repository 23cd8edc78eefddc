import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import type { SuggestionForm } from '../suggestion.ts';

/** A suggestion with what it is about and when it came. */
export interface HandedIn {
	serviceId: string;
	form: SuggestionForm;
	/** That of the page: an answer is written in it. */
	language: Language;
	/** YYYY-MM-DD on the clock of Brussels; the hour is not kept. */
	day: string;
}

interface Service {
	organisationId: string;
	imaginary: boolean;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The service that a suggestion may be about: one that the public reads. */
export async function findSuggestible(tx: Transaction<DB>, serviceId: string): Promise<Service | undefined> {
	if (!uuid.test(serviceId)) return undefined;
	return tx
		.selectFrom('service')
		.select(['organisation_id as organisationId', 'imaginary'])
		.where('id', '=', serviceId)
		.where('published', '=', true)
		.executeTakeFirst();
}

/** Keeps a suggestion, the address apart. None is taken for an imaginary service: anyone may answer as its organisation. */
export async function writeSuggestion(
	tx: Transaction<DB>,
	{ organisationId, imaginary }: Service,
	{ serviceId, form, language, day, from }: HandedIn & { from?: { organisationId: string; name: string | undefined } },
): Promise<void> {
	const id = randomUUID();
	const email = imaginary ? undefined : form.email;
	await tx
		.insertInto('service_suggestion')
		.values({
			organisation_id: organisationId,
			id,
			service_id: serviceId,
			kind: form.kind,
			words: form.words,
			language,
			received_on: day,
			from_organisation_id: from?.organisationId ?? null,
			from_name: from?.name ?? null,
			wants_answer: email !== undefined,
		})
		.execute();
	if (email === undefined) return;
	await tx
		.insertInto('service_suggestion_address')
		.values({ organisation_id: organisationId, suggestion_id: id, email, left_on: day })
		.execute();
}
