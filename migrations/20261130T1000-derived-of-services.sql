-- What is derived from services, the match list and the marks, is written by triggers alone, from the services themselves: to check each row
-- against its service once more cost as much as to derive it. What the checks carried along as well, triggers do for all rows at once.

ALTER TABLE service_match DROP CONSTRAINT service_match_organisation_id_service_id_fkey;
ALTER TABLE service_mark DROP CONSTRAINT service_mark_organisation_id_service_id_published_fkey;

CREATE FUNCTION forget_derived() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		DELETE FROM service_match m USING gone g WHERE m.service_id = g.id;
		DELETE FROM service_mark m USING gone g WHERE m.service_id = g.id;
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION forget_derived() IS 'Of services that are gone nothing derived stays. With the rights of the owner: nobody else may write it.';
CREATE TRIGGER service_deleted AFTER DELETE ON service
	REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_derived();

CREATE OR REPLACE FUNCTION refresh_service_marks(ids uuid[]) RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		WITH wanted AS MATERIALIZED (SELECT l.* FROM list_marks(ids) l),
		gone AS (
			DELETE FROM service_mark m WHERE m.service_id = ANY (ids) AND NOT EXISTS (
				SELECT FROM wanted w WHERE w.service_id = m.service_id AND w.kind = m.kind AND w.value = m.value)
		)
		INSERT INTO service_mark AS m (organisation_id, service_id, published, kind, value)
			SELECT w.organisation_id, w.service_id, w.published, w.kind, w.value FROM wanted w
			ON CONFLICT (service_id, kind, value) DO UPDATE SET organisation_id = excluded.organisation_id, published = excluded.published
				WHERE (m.organisation_id, m.published) IS DISTINCT FROM (excluded.organisation_id, excluded.published);
	END;

-- What an import has read is erased within a week: nothing is won by tidying meanwhile what was only added.
ALTER TABLE import_item SET (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1);
