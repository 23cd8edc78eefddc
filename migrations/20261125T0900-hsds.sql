-- The open feed: every published service, organisation, place of a service and taxonomy as the HSDS document that is served,
-- ready to be found by an index and to be sent as it stands.

-- ---------------------------------------------------------------------------------------------------------------------
-- Doors of orientation for whoever describes a territory in words.

CREATE FUNCTION list_areas() RETURNS TABLE (code text, kind text, names jsonb, lineage text[])
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT a.code, a.kind, jsonb_build_object('fr', a.name_fr, 'nl', a.name_nl, 'de', a.name_de, 'en', a.name_en), a.lineage FROM area a;
	END;
COMMENT ON FUNCTION list_areas() IS 'Every area with its names and its lineage, the nearest first.';

CREATE FUNCTION list_postal_communes(codes text[]) RETURNS TABLE (postal_code text, area_code text)
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT DISTINCT l.postal_code, l.area_code FROM locality l WHERE l.postal_code = ANY (codes);
	END;
COMMENT ON FUNCTION list_postal_communes(text[]) IS 'The communes of these postal codes.';

-- ---------------------------------------------------------------------------------------------------------------------
-- The documents

CREATE SEQUENCE hsds_sequence;

CREATE TABLE hsds_document (
	kind            text NOT NULL CHECK (kind IN ('service', 'organization', 'service_at_location', 'taxonomy', 'taxonomy_term')),
	id              uuid NOT NULL,
	source          text NOT NULL CHECK (source <> ''),
	organisation_id uuid REFERENCES organisation (id) ON DELETE SET NULL,
	summary         text NOT NULL,
	body            text NOT NULL,
	words           tsvector NOT NULL,
	fingerprint     bytea NOT NULL CHECK (length(fingerprint) = 32),
	last_modified   timestamptz(3) NOT NULL,
	sequence        bigint NOT NULL,
	deleted_at      timestamptz(3),
	PRIMARY KEY (kind, id)
);
COMMENT ON TABLE hsds_document IS 'room: directory. What the open feed serves, as it is sent: published, hence for everyone. Derived from the directory, or taken in from another feed; never written by hand.';
COMMENT ON COLUMN hsds_document.source IS 'Where it comes from: maillage for the directory itself.';
COMMENT ON COLUMN hsds_document.organisation_id IS 'The organisation whose staff may change it. NULL: taken in from elsewhere, or of nobody, as taxonomies.';
COMMENT ON COLUMN hsds_document.summary IS 'JSON of the list form: fields with one value.';
COMMENT ON COLUMN hsds_document.body IS 'JSON of the fully nested form; unknown fields and the order of arrays are kept.';
COMMENT ON COLUMN hsds_document.words IS 'What it is found by: words without accents and case; codes of coverage, terms and owners behind a #.';
COMMENT ON COLUMN hsds_document.fingerprint IS 'SHA-256 of what it says without the time of its change: an unchanged document is not written again.';
COMMENT ON COLUMN hsds_document.sequence IS 'Rises with every change, in the order of the commits.';
COMMENT ON COLUMN hsds_document.deleted_at IS 'A tombstone, for those who keep a copy.';

-- The lists, each in the order of their ids; the changes, in their order; and what is found by words.
CREATE INDEX hsds_document_live ON hsds_document (kind, id) WHERE deleted_at IS NULL;
CREATE INDEX hsds_document_deleted ON hsds_document (kind, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX hsds_document_sequence ON hsds_document (kind, sequence) INCLUDE (id);
CREATE INDEX hsds_document_last_modified ON hsds_document (kind, last_modified) INCLUDE (id) WHERE deleted_at IS NULL;
CREATE INDEX hsds_document_source ON hsds_document (source, kind);
CREATE INDEX hsds_document_organisation_id ON hsds_document (organisation_id);
-- Written seldom, read often: without a list of pending entries that every reader would walk through.
CREATE INDEX hsds_service_words ON hsds_document USING gin (words) WITH (fastupdate = off) WHERE kind = 'service';
CREATE INDEX hsds_organization_words ON hsds_document USING gin (words) WITH (fastupdate = off) WHERE kind = 'organization';
CREATE INDEX hsds_service_at_location_words ON hsds_document USING gin (words) WITH (fastupdate = off) WHERE kind = 'service_at_location';
-- Whoever counts or sorts what was found reads short rows; the texts stand aside.
ALTER TABLE hsds_document SET (toast_tuple_target = 128);

CREATE TABLE hsds_feed (
	kind     text PRIMARY KEY,
	live     integer NOT NULL CHECK (live >= 0),
	deleted  integer NOT NULL CHECK (deleted >= 0),
	sequence bigint NOT NULL
);
COMMENT ON TABLE hsds_feed IS 'room: directory. How many documents there are of a kind, and the sequence of the last change; kept by triggers, so that nobody counts.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Changes in the order of their commits

CREATE FUNCTION begin_hsds_changes() RETURNS timestamptz
	LANGUAGE plpgsql VOLATILE
	SET search_path = maillage
	AS $$
	BEGIN
		-- One transaction at a time writes documents, until it ends: a sequence that can be seen has none missing before it.
		PERFORM pg_advisory_xact_lock(4205111504);
		-- Not earlier than what was told before, should the clock have been set back.
		RETURN greatest(date_trunc('milliseconds', clock_timestamp()),
			(SELECT max(d.last_modified) FROM hsds_feed f JOIN hsds_document d ON d.kind = f.kind AND d.sequence = f.sequence));
	END
	$$;
COMMENT ON FUNCTION begin_hsds_changes() IS 'Waits until no other transaction changes documents, and returns the time of the changes to come. Called late in a transaction: others wait for its end.';

CREATE FUNCTION hsds_changes_one_by_one() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		PERFORM begin_hsds_changes();
		RETURN NULL;
	END
	$$;
CREATE TRIGGER hsds_document_one_by_one BEFORE INSERT OR UPDATE OR DELETE ON hsds_document
	FOR EACH STATEMENT EXECUTE FUNCTION hsds_changes_one_by_one();

CREATE FUNCTION number_hsds_change() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		NEW.sequence := nextval('hsds_sequence');
		RETURN NEW;
	END
	$$;
CREATE TRIGGER hsds_document_numbered BEFORE INSERT OR UPDATE ON hsds_document
	FOR EACH ROW EXECUTE FUNCTION number_hsds_change();

CREATE FUNCTION count_hsds_inserted() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		INSERT INTO hsds_feed AS f (kind, live, deleted, sequence)
		SELECT kind, count(*) FILTER (WHERE deleted_at IS NULL), count(deleted_at), max(sequence) FROM added GROUP BY kind
		ON CONFLICT (kind) DO UPDATE
		SET live = f.live + excluded.live, deleted = f.deleted + excluded.deleted, sequence = excluded.sequence;
		RETURN NULL;
	END
	$$;
CREATE TRIGGER hsds_document_inserted AFTER INSERT ON hsds_document
	REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_hsds_inserted();

CREATE FUNCTION count_hsds_updated() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		UPDATE hsds_feed f SET live = f.live + d.live, deleted = f.deleted + d.deleted, sequence = greatest(f.sequence, d.sequence)
		FROM (
			SELECT kind, sum(live) AS live, sum(deleted) AS deleted, max(sequence) AS sequence FROM (
				SELECT kind, (deleted_at IS NULL)::int AS live, (deleted_at IS NOT NULL)::int AS deleted, sequence FROM added
				UNION ALL
				SELECT kind, -(deleted_at IS NULL)::int, -(deleted_at IS NOT NULL)::int, 0 FROM gone
			) AS both_sides GROUP BY kind
		) AS d
		WHERE f.kind = d.kind;
		RETURN NULL;
	END
	$$;
CREATE TRIGGER hsds_document_updated AFTER UPDATE ON hsds_document
	REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_hsds_updated();

CREATE FUNCTION count_hsds_removed() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		-- Nothing tells of a row that is simply gone: at least no kept answer is taken for the present one.
		UPDATE hsds_feed f SET live = f.live - d.live, deleted = f.deleted - d.deleted, sequence = nextval('hsds_sequence')
		FROM (SELECT kind, count(*) FILTER (WHERE deleted_at IS NULL) AS live, count(deleted_at) AS deleted FROM gone GROUP BY kind) AS d
		WHERE f.kind = d.kind;
		RETURN NULL;
	END
	$$;
CREATE TRIGGER hsds_document_removed AFTER DELETE ON hsds_document
	REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_hsds_removed();

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls: what is in the feed is for everyone; each organisation's staff change its own documents.

ALTER TABLE hsds_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE hsds_document FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_loads ON hsds_document TO maillage_migrator USING (true) WITH CHECK (true);
CREATE POLICY published_is_public ON hsds_document FOR SELECT TO maillage_app, maillage_public USING (true);
CREATE POLICY own_organisation_writes ON hsds_document FOR INSERT TO maillage_app WITH CHECK (organisation_id = acting_organisation());
CREATE POLICY own_organisation_changes ON hsds_document FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());

GRANT SELECT ON hsds_document, hsds_feed TO maillage_app, maillage_public;
GRANT INSERT, UPDATE ON hsds_document, hsds_feed TO maillage_app;
GRANT USAGE ON SEQUENCE hsds_sequence TO maillage_app;
