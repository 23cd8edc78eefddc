-- Marks are compared, never read: eight bytes of each are kept, which make two thirds less to write for whoever takes in thousands of services.

CREATE FUNCTION mark_value(kind text, words text) RETURNS bigint
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN hashtextextended(kind || ' ' || words COLLATE "C", 0);
COMMENT ON FUNCTION mark_value(text, text) IS 'What is kept of a mark. Two that differ have the same once in ten million million million: then two services are shown side by side for nothing.';

-- Who has said of two services that they are two has said it of their marks: that stays said.
CREATE TABLE said_before AS
	SELECT p.service_id, p.other_id FROM service_pair p
	WHERE p.fingerprint = service_fingerprint(p.service_id) || ' ' || service_fingerprint(p.other_id);

DROP INDEX service_mark_value;
-- An organisation's marks are found by its services.
DROP INDEX service_mark_organisation_id;
ALTER TABLE service_mark
	DROP CONSTRAINT service_mark_pkey,
	DROP CONSTRAINT service_mark_value_check;

-- Functions that name the column are made anew around its change.
DROP FUNCTION service_fingerprint(uuid);
DROP FUNCTION refresh_service_marks(uuid[]);
ALTER TABLE service_mark ALTER COLUMN value TYPE bigint USING mark_value(kind, value);
ALTER TABLE service_mark ADD PRIMARY KEY (service_id, value);
CREATE INDEX service_mark_value ON service_mark (value) INCLUDE (service_id, organisation_id);
COMMENT ON COLUMN service_mark.value IS 'Of the kind and the words (mark_value), which list_marks tells.';

CREATE FUNCTION refresh_service_marks(ids uuid[]) RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		WITH wanted AS MATERIALIZED (
			SELECT l.organisation_id, l.service_id, l.published, l.kind, mark_value(l.kind, l.value) AS value FROM list_marks(ids) l
		),
		gone AS (
			DELETE FROM service_mark m WHERE m.service_id = ANY (ids) AND NOT EXISTS (
				SELECT FROM wanted w WHERE w.service_id = m.service_id AND w.value = m.value)
		)
		INSERT INTO service_mark AS m (organisation_id, service_id, published, kind, value)
			SELECT w.organisation_id, w.service_id, w.published, w.kind, w.value FROM wanted w
			ON CONFLICT (service_id, value) DO UPDATE SET organisation_id = excluded.organisation_id, published = excluded.published
				WHERE (m.organisation_id, m.published) IS DISTINCT FROM (excluded.organisation_id, excluded.published);
	END;

CREATE OR REPLACE FUNCTION add_service_marks() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		IF TG_TABLE_NAME = 'service' THEN
			INSERT INTO service_mark (organisation_id, service_id, published, kind, value)
				SELECT l.organisation_id, l.service_id, l.published, l.kind, mark_value(l.kind, l.value)
				FROM list_contact_marks(ARRAY(SELECT c.id FROM changed c)) l;
		ELSE
			INSERT INTO service_mark (organisation_id, service_id, published, kind, value)
				SELECT l.organisation_id, l.service_id, l.published, l.kind, mark_value(l.kind, l.value)
				FROM list_name_marks(ARRAY(SELECT DISTINCT c.service_id FROM changed c)) l ON CONFLICT DO NOTHING;
		END IF;
		RETURN NULL;
	END
	$$;

CREATE FUNCTION service_fingerprint(id uuid) RETURNS text
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT md5(concat(
			(SELECT string_agg(m.value::text, ' ' ORDER BY m.value) FROM service_mark m WHERE m.service_id = id),
			E'\n',
			(SELECT string_agg(c.area_code, ' ' ORDER BY c.area_code COLLATE "C") FROM service_coverage c WHERE c.service_id = id)));
	END;
COMMENT ON FUNCTION service_fingerprint(uuid) IS 'Changes with the names, the ways to reach a service, its address and its area.';

UPDATE service_pair p SET fingerprint = service_fingerprint(p.service_id) || ' ' || service_fingerprint(p.other_id)
	FROM said_before s WHERE s.service_id = p.service_id AND s.other_id = p.other_id;
DROP TABLE said_before;
