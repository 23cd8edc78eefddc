import { randomUUID } from 'node:crypto';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { noteChanges } from './private/note-changes.ts';

/** A draft needs nothing but a name, in the language it is written in first. */
export interface NewService {
	organisationId: string;
	name: string;
	mainLanguage: Language;
}

/** Begins a draft. Made from the demonstration it is imaginary, and says so wherever it is shown. */
export async function createService(
	database: Database,
	person: SignedIn,
	{ organisationId, name, mainLanguage }: NewService,
): Promise<{ serviceId: string } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.createService);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const { id } = await tx
			.insertInto('service')
			.values({
				organisation_id: organisationId,
				origin_key: randomUUID(),
				imaginary: person.imaginary,
				main_language: mainLanguage,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisationId, service_id: id };
		await tx
			.insertInto('service_text')
			.values({ ...key, published: false, language: mainLanguage, name })
			.execute();
		await noteChanges(tx, { ...key, version: 1, personId: actor.personId }, [
			{ field: 'name', language: mainLanguage, before: '', after: name },
		]);
		return { serviceId: id };
	});
}
