import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Json } from '#house/crypto/canonical.ts';
import type { Language } from '#house/language/language.ts';

/** A change as the history keeps it; `field` is one of the record, or `state`, `confirmedOn`, `pausedUntil`. */
interface Noted {
	field: string;
	language: Language | null;
	before: Json;
	after: Json;
}

interface Where {
	organisation_id: string;
	service_id: string;
	version: number;
	personId: string;
}

/** Adds to the history what a version changed. */
export async function noteChanges(
	tx: Transaction<DB>,
	{ organisation_id, service_id, version, personId }: Where,
	changes: Noted[],
): Promise<void> {
	if (changes.length === 0) return;
	const rows = changes.map(({ field, language, before, after }) => ({
		organisation_id,
		service_id,
		version,
		field,
		language: language ?? '',
		before: JSON.stringify(before),
		after: JSON.stringify(after),
		person_id: personId,
	}));
	await tx.insertInto('service_change').values(rows).execute();
}
