import { sql, type RawBuilder } from 'kysely';
import { isHsdsId, type HsdsObject } from '../../hsds.ts';
import { isFields, listFields, readWords, type Fields } from '../hsds/read/values.ts';

/** What came along with services: an organization, a taxonomy or a term of one, as it was given. */
export interface Along {
	kind: 'organization' | 'taxonomy' | 'taxonomy_term';
	object: HsdsObject;
}

/** Those that stand within services, whole enough to stand alone. */
export function listAlong(services: HsdsObject[]): Along[] {
	const found = new Map<string, Along>();
	const add = (kind: Along['kind'], fields: Fields | undefined) => {
		const id = readWords(fields?.id).toLowerCase();
		const isWhole = readWords(fields?.name) !== '' && readWords(fields?.description) !== '';
		if (fields !== undefined && isWhole && isHsdsId(id))
			found.set(`${kind} ${id}`, { kind, object: { ...fields, id } });
	};
	for (const { organization, attributes } of services) {
		if (isFields(organization)) add('organization', organization);
		for (const term of listFields(attributes)
			.map((attribute) => attribute.taxonomy_term)
			.filter(isFields)) {
			add('taxonomy_term', term);
			if (isFields(term.taxonomy_detail)) add('taxonomy', term.taxonomy_detail);
		}
	}
	return [...found.values()];
}

/** What keeps them until a published service names them; of the same id, as they were given last. */
export function* keepAlong(organisationId: string, along: Along[]): Generator<RawBuilder<unknown>> {
	const others = along.filter(({ object }) => object.id !== organisationId);
	if (others.length === 0) return;
	const rows = others.map(({ kind, object }) => ({ kind, id: object.id, original: JSON.stringify(object) }));
	yield sql`insert into imported_document (organisation_id, kind, id, original)
		select ${organisationId}::uuid, kind, id, original from json_to_recordset(${JSON.stringify(rows)}::json) as w (kind text, id uuid, original text)
		on conflict (organisation_id, kind, id) do update set original = excluded.original
			where imported_document.original <> excluded.original`;
}
