-- What triggers derive, at the cost of what was written: an import brings thousands of services in one transaction, of which the database
-- has no statistics yet.

-- ---------------------------------------------------------------------------------------------------------------------
-- The match list

CREATE OR REPLACE FUNCTION refresh_service_match(ids uuid[]) RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		DELETE FROM service_match WHERE service_id = ANY (ids);
		-- Whether an area is nested is found once for each area, not for each row, and by the key of the areas whatever they seem to hold.
		WITH covered AS MATERIALIZED (
			SELECT s.organisation_id, s.id, s.audiences, s.needs, c.area_code,
				EXISTS (
					SELECT FROM service_coverage narrower
					WHERE narrower.service_id = s.id AND narrower.area_code <> c.area_code
						AND c.area_code = ANY ((SELECT area.lineage FROM area WHERE area.code = narrower.area_code)::text[])
				) AS nested
			FROM service s
			JOIN service_coverage c ON c.service_id = s.id
			WHERE s.id = ANY (ids) AND s.published AND s.network_role IS NULL
		)
		INSERT INTO service_match (organisation_id, service_id, published, area_code, audience, need, stated, nested)
		SELECT c.organisation_id, c.id, true, c.area_code, audience, need, cardinality(c.audiences) > 0 AND cardinality(c.needs) > 0, c.nested
		FROM covered c
		CROSS JOIN unnest(CASE WHEN cardinality(c.audiences) > 0 THEN c.audiences
			ELSE ARRAY['person', 'relative', 'professional', 'public'] END) AS audience
		CROSS JOIN unnest(CASE WHEN cardinality(c.needs) > 0 THEN c.needs
			ELSE ARRAY['listen', 'understand', 'support_relative', 'support_personal', 'step_away', 'school', 'online', 'discrimination', 'advice', 'training'] END) AS need;
	END;

-- ---------------------------------------------------------------------------------------------------------------------
-- The marks

CREATE FUNCTION name_marks(words text[]) RETURNS TABLE (kind text, value text)
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT 'name', array_to_string(words, ' ') WHERE cardinality(words) > 0
		UNION ALL
		SELECT 'nearly', array_to_string(words, ' ') WHERE cardinality(words) BETWEEN 2 AND 10
		UNION ALL
		SELECT 'nearly', array_to_string(array_remove(words, word), ' ') FROM unnest(words) AS word WHERE cardinality(words) BETWEEN 3 AND 10;
	END;
COMMENT ON FUNCTION name_marks(text[]) IS 'The marks of a name, given its words.';

CREATE FUNCTION contact_marks(phone text, email text, url text, postal_code text, street text) RETURNS TABLE (kind text, value text)
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT m.kind, m.value FROM (VALUES
			('phone', phone),
			('email', lower(email)),
			('url', rtrim(regexp_replace(lower(url), '^https?://(www\.)?', ''), '/')),
			('street', postal_code || ' ' || nullif(array_to_string(fold_name(street), ' '), ''))
		) AS m (kind, value) WHERE m.value <> '';
	END;
COMMENT ON FUNCTION contact_marks(text, text, text, text, text) IS 'The marks of how and where one is reached.';

CREATE FUNCTION list_name_marks(ids uuid[]) RETURNS TABLE (organisation_id uuid, service_id uuid, published boolean, kind text, value text)
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		WITH named AS MATERIALIZED (
			SELECT DISTINCT s.organisation_id, s.id, s.published, fold_name(t.name) AS words
			FROM service s JOIN service_text t ON t.service_id = s.id WHERE s.id = ANY (ids) AND s.state <> 'archived'
		)
		SELECT DISTINCT n.organisation_id, n.id, n.published, m.kind, m.value FROM named n CROSS JOIN LATERAL name_marks(n.words) m;
	END;
COMMENT ON FUNCTION list_name_marks(uuid[]) IS 'The marks that these services have by their names.';

CREATE FUNCTION list_contact_marks(ids uuid[]) RETURNS TABLE (organisation_id uuid, service_id uuid, published boolean, kind text, value text)
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT s.organisation_id, s.id, s.published, m.kind, m.value FROM service s
		CROSS JOIN LATERAL contact_marks(s.phone, s.email, s.url, s.postal_code, s.street) m WHERE s.id = ANY (ids) AND s.state <> 'archived';
	END;
COMMENT ON FUNCTION list_contact_marks(uuid[]) IS 'The marks that these services have by how and where they are reached. A confidential address is none.';

CREATE OR REPLACE FUNCTION list_marks(ids uuid[]) RETURNS TABLE (organisation_id uuid, service_id uuid, published boolean, kind text, value text)
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT * FROM list_name_marks(ids) UNION ALL SELECT * FROM list_contact_marks(ids);
	END;
COMMENT ON FUNCTION list_marks(uuid[]) IS 'The marks that these services have by what they say now.';

-- A service that begins has no words yet, and words that are new take no mark away: each adds its own, nothing is worked out twice.
CREATE FUNCTION add_service_marks() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		IF TG_TABLE_NAME = 'service' THEN
			INSERT INTO service_mark (organisation_id, service_id, published, kind, value)
				SELECT l.organisation_id, l.service_id, l.published, l.kind, l.value
				FROM list_contact_marks(ARRAY(SELECT c.id FROM changed c)) l;
		ELSE
			INSERT INTO service_mark (organisation_id, service_id, published, kind, value)
				SELECT l.organisation_id, l.service_id, l.published, l.kind, l.value
				FROM list_name_marks(ARRAY(SELECT DISTINCT c.service_id FROM changed c)) l ON CONFLICT DO NOTHING;
		END IF;
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION add_service_marks() IS 'Adds the marks of what is new. With the rights of the owner: who writes a service may not write them.';
DROP TRIGGER service_marks_inserted ON service;
DROP TRIGGER service_text_marks_inserted ON service_text;
CREATE TRIGGER service_marks_inserted AFTER INSERT ON service
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION add_service_marks();
CREATE TRIGGER service_text_marks_inserted AFTER INSERT ON service_text
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION add_service_marks();

-- ---------------------------------------------------------------------------------------------------------------------
-- Long texts

-- Compressing took longer than all else of writing a document and made the table a fifth smaller; each reader of a document took it apart
-- again. What is there already stays as it is until it is written again.
ALTER TABLE hsds_document ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN summary SET STORAGE EXTERNAL, ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE service_import ALTER COLUMN original SET STORAGE EXTERNAL, ALTER COLUMN record SET STORAGE EXTERNAL;
