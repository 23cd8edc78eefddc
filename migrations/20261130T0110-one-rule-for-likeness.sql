-- What an import gives is compared with the directory by the same marks as what stands in it twice.

CREATE FUNCTION share_areas(codes text[], other uuid) RETURNS boolean
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT EXISTS (
			SELECT FROM unnest(codes) AS code
			JOIN area this ON this.code = code.code
			JOIN service_coverage b ON b.service_id = other
			JOIN area that ON that.code = b.area_code
			WHERE this.code = ANY (that.lineage) OR b.area_code = ANY (this.lineage));
	END;
COMMENT ON FUNCTION share_areas(text[], uuid) IS 'Whether a commune of these areas is covered by a service.';

CREATE OR REPLACE FUNCTION share_area(one uuid, other uuid) RETURNS boolean
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT share_areas(ARRAY(SELECT c.area_code FROM service_coverage c WHERE c.service_id = one), other);
	END;

COMMENT ON COLUMN import_item.duplicate_id IS 'A published service that may be the same, by the marks of both.';

-- What imports were compared by. Each took its part of every service that was written.
DROP INDEX service_phone, service_url, service_text_name;
-- Nearly all documents have one source: nothing was found by it.
DROP INDEX hsds_document_source;
