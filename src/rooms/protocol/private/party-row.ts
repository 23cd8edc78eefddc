import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { domains } from '../domain.ts';
import { partyActKinds } from '../party-act.ts';
import { partyKinds } from '../party.ts';

const Document = z.object({ id: z.uuid(), name: z.string(), sizeBytes: z.int() });

const Act = z.object({
	id: z.uuid(),
	kind: z.enum(partyActKinds),
	on: z.iso.date(),
	documentId: z.uuid().nullable(),
	document: Document.nullable(),
	note: z.string(),
	confirmed: z.boolean(),
	replaces: z.uuid().nullable(),
	recordedAt: z.string(),
});

const Participation = z.object({
	id: z.uuid(),
	domain: z.enum(domains),
	from: z.iso.date(),
	until: z.iso.date().nullable(),
	decidedBy: z.string(),
	endDecidedBy: z.string().nullable(),
	note: z.string(),
});

const Contact = z.object({
	id: z.uuid(),
	function: z.string(),
	email: z.string().nullable(),
	phone: z.string().nullable(),
});

/** A party as {@link selectParties} gives it: what hangs on it comes as JSON. */
export const PartyRow = z.object({
	id: z.uuid(),
	key: z.string(),
	organisationId: z.uuid(),
	kind: z.enum(partyKinds),
	competences: z.partialRecord(z.enum(languages), z.string()),
	areaCodes: z.array(z.string()),
	acts: z.array(Act),
	participations: z.array(Participation),
	contacts: z.array(Contact),
});

/** Every party with all that is public of it, or the one of a key or of an organisation's id ($1; null asks for all). */
export const selectParties = {
	name: 'register-parties',
	text: `
SELECT p.id, p.origin_key AS key, p.organisation_id AS "organisationId", p.kind,
	json_strip_nulls(json_build_object('fr', p.competences_fr, 'nl', p.competences_nl, 'de', p.competences_de, 'en', p.competences_en)) AS competences,
	ARRAY(SELECT t.area_code FROM party_territory t WHERE t.party_id = p.id ORDER BY t.area_code) AS "areaCodes",
	coalesce((SELECT json_agg(json_build_object(
			'id', a.id, 'kind', a.kind, 'on', a."on", 'documentId', a.document_id, 'note', a.note, 'confirmed', a.confirmed,
			'replaces', a.replaces, 'recordedAt', a.recorded_at,
			'document', CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name, 'sizeBytes', d.size) END
		) ORDER BY a.recorded_at, a.id)
		FROM party_act a LEFT JOIN protocol_document d ON d.id = a.document_id
		WHERE a.organisation_id = p.organisation_id AND a.party_id = p.id), '[]') AS acts,
	coalesce((SELECT json_agg(json_build_object(
			'id', m.id, 'domain', m.domain, 'from', m."from", 'until', m.until, 'decidedBy', m.decided_by,
			'endDecidedBy', m.end_decided_by, 'note', m.note
		) ORDER BY m."from", m.id)
		FROM participation m
		WHERE m.organisation_id = p.organisation_id AND m.party_id = p.id AND m.struck_at IS NULL), '[]') AS participations,
	coalesce((SELECT json_agg(json_build_object('id', c.id, 'function', c.function, 'email', c.email, 'phone', c.phone) ORDER BY c.function, c.id)
		FROM party_contact c
		WHERE c.organisation_id = p.organisation_id AND c.party_id = p.id), '[]') AS contacts
FROM party p
WHERE $1::text IS NULL OR p.origin_key = $1 OR p.organisation_id::text = $1
ORDER BY p.origin_key`,
};
