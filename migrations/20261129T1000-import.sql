-- Taking services in from elsewhere: where they come from, one run of reading and checking them, and what was given, kept whole.

-- ---------------------------------------------------------------------------------------------------------------------
-- Sources and runs

CREATE TABLE import_source (
	id                       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id          uuid NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
	name                     text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	input                    text NOT NULL CHECK (input IN ('file', 'folder', 'feed')),
	url                      text CHECK (url ~ '^https?://'),
	mapping                  jsonb,
	language                 text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'nl', 'de', 'en')),
	coverage_by_postal_code  boolean NOT NULL DEFAULT false,
	created_at               timestamptz(3) NOT NULL DEFAULT now(),
	UNIQUE (organisation_id, name),
	UNIQUE (organisation_id, id),
	CHECK (input = 'feed' OR url IS NULL)
);
COMMENT ON TABLE import_source IS 'room: interchange. Where an organisation takes services in from, by the name it gave, with how it is read: kept from one import to the next.';
COMMENT ON COLUMN import_source.mapping IS 'Which column of a spreadsheet holds which field.';
COMMENT ON COLUMN import_source.language IS 'The language of texts that do not say theirs.';
COMMENT ON COLUMN import_source.coverage_by_postal_code IS 'A service that names no area covers the communes of its address.';

CREATE TABLE import_run (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL,
	source_id       uuid NOT NULL,
	person_id       uuid REFERENCES staff_member (id) ON DELETE SET NULL,
	imaginary       boolean NOT NULL DEFAULT false,
	state           text NOT NULL CHECK (state IN ('mapping', 'reading', 'checked', 'failed', 'taking', 'taken', 'cancelled')),
	input           jsonb NOT NULL,
	reason          text CHECK (reason ~ '^[a-z_]+$'),
	overwrite       boolean NOT NULL DEFAULT false,
	archive_missing boolean NOT NULL DEFAULT false,
	counts          jsonb NOT NULL DEFAULT '{}',
	done            bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
	total           bigint CHECK (total >= 0),
	begun_at        timestamptz(3) NOT NULL DEFAULT now(),
	seen_at         timestamptz(3) NOT NULL DEFAULT now(),
	ended_at        timestamptz(3),
	published_at    timestamptz(3),
	published_by    uuid REFERENCES staff_member (id) ON DELETE SET NULL,
	UNIQUE (organisation_id, id),
	FOREIGN KEY (organisation_id, source_id) REFERENCES import_source (organisation_id, id) ON DELETE CASCADE,
	CHECK ((state IN ('failed', 'taken', 'cancelled')) = (ended_at IS NOT NULL)),
	CHECK (published_by IS NULL OR person_id IS NULL OR published_by <> person_id)
);
COMMENT ON TABLE import_run IS 'room: interchange. One import, from what was given to what was taken in of it.';
COMMENT ON COLUMN import_run.person_id IS 'Who began it. NULL: the operator.';
COMMENT ON COLUMN import_run.input IS 'What is read, as the reader takes it.';
COMMENT ON COLUMN import_run.seen_at IS 'When whoever works on it last said so: after a while of silence it may be begun again.';
COMMENT ON COLUMN import_run.done IS 'How far it has come, out of total: bytes read, then services written.';
-- Two imports of one source at once would each count on what the other changes.
CREATE UNIQUE INDEX import_run_one_at_a_time ON import_run (organisation_id, source_id) WHERE state IN ('mapping', 'reading', 'checked', 'taking');
CREATE INDEX import_run_begun ON import_run (organisation_id, begun_at DESC, id);
CREATE INDEX import_run_source ON import_run (organisation_id, source_id);
CREATE INDEX import_run_ended ON import_run (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX import_run_person_id ON import_run (person_id);
CREATE INDEX import_run_published_by ON import_run (published_by);

CREATE TABLE import_item (
	organisation_id uuid NOT NULL,
	run_id          uuid NOT NULL,
	number          integer NOT NULL CHECK (number >= 1),
	kind            text NOT NULL CHECK (kind IN ('service', 'organization', 'service_at_location', 'taxonomy', 'taxonomy_term')),
	id              uuid NOT NULL,
	standing        text NOT NULL CHECK (standing IN ('new', 'changed', 'unchanged', 'kept', 'gone', 'context')),
	name            text NOT NULL DEFAULT '',
	missing         text[] NOT NULL DEFAULT '{}',
	duplicate_id    uuid,
	content         text NOT NULL,
	PRIMARY KEY (run_id, number),
	UNIQUE (run_id, kind, id),
	FOREIGN KEY (organisation_id, run_id) REFERENCES import_run (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_item IS 'room: interchange. What a run has read, each thing with what taking it in would do. Erased seven days after the end of the run.';
COMMENT ON COLUMN import_item.standing IS 'new, changed, unchanged; kept: edited here or kept by hand, left alone unless asked; gone: taken in before, no longer given; context: what came along with services.';
COMMENT ON COLUMN import_item.missing IS 'What it lacks before it could be published.';
COMMENT ON COLUMN import_item.duplicate_id IS 'A published service with the same name and town, telephone or address on the web.';
-- Read once more and erased within days: not worth compressing.
ALTER TABLE import_item ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX import_item_standing ON import_item (run_id, standing, number);
CREATE INDEX import_item_duplicate ON import_item (run_id, number) WHERE duplicate_id IS NOT NULL;
CREATE INDEX import_item_missing ON import_item (run_id, number) WHERE missing <> '{}';

CREATE TABLE import_problem (
	organisation_id uuid NOT NULL,
	run_id          uuid NOT NULL,
	number          integer NOT NULL CHECK (number >= 1),
	severity        text NOT NULL CHECK (severity IN ('error', 'notice')),
	code            text NOT NULL CHECK (code ~ '^[a-z_]+$'),
	values          jsonb NOT NULL DEFAULT '{}',
	file            text NOT NULL,
	line            integer,
	place           text,
	PRIMARY KEY (run_id, severity, number),
	FOREIGN KEY (organisation_id, run_id) REFERENCES import_run (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_problem IS 'room: interchange. What was wrong in what was given, or was put right, with its place. Erased with the items of its run.';
COMMENT ON COLUMN import_problem.place IS 'The column, by its name or its number, or the field by its path.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What was given

ALTER TABLE service ADD COLUMN provided_by text CHECK (provided_by <> '');
COMMENT ON COLUMN service.provided_by IS 'Who offers it, where that is not the organisation that keeps the entry. NULL: that organisation.';

CREATE TABLE service_import (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL PRIMARY KEY,
	source_id       uuid NOT NULL,
	original        text NOT NULL,
	record          text NOT NULL,
	fingerprint     bytea NOT NULL CHECK (length(fingerprint) = 32),
	version         integer NOT NULL CHECK (version >= 1),
	taken_at        timestamptz(3) NOT NULL DEFAULT now(),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	FOREIGN KEY (organisation_id, source_id) REFERENCES import_source (organisation_id, id)
);
COMMENT ON TABLE service_import IS 'room: directory. A service that was taken in, as it was given: the open feed says all of it again.';
COMMENT ON COLUMN service_import.original IS 'The HSDS object as it was given, JSON.';
COMMENT ON COLUMN service_import.record IS 'What the directory said of it at that moment, as the feed reads it, JSON: a field of HSDS that comes out differently now was edited here.';
COMMENT ON COLUMN service_import.version IS 'The version of the service that taking it in made.';
CREATE INDEX service_import_source ON service_import (organisation_id, source_id, service_id);

-- What an import may propose as the same: found by an index, exactly.
CREATE INDEX service_phone ON service (phone) WHERE published AND phone IS NOT NULL;
CREATE INDEX service_url ON service (url) WHERE published AND url IS NOT NULL;
-- Letters and their accents apart: whatever the locale of the database, capitals are the same name.
CREATE INDEX service_text_name ON service_text (lower(normalize(left(name, 200), NFKD))) WHERE published;

CREATE TABLE imported_document (
	organisation_id uuid NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
	kind            text NOT NULL CHECK (kind IN ('organization', 'taxonomy', 'taxonomy_term')),
	id              uuid NOT NULL,
	original        text NOT NULL,
	PRIMARY KEY (organisation_id, kind, id)
);
COMMENT ON TABLE imported_document IS 'room: directory. The organizations, taxonomies and terms that services were taken in with, as they were given. Published while a published service names them, unless somebody else publishes one of that id.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Many documents at once

-- Word by word into the index, thousands of documents took most of an import. They go to the list of pending entries, and whoever writes
-- empties it in the same transaction: between two writers there is none to walk through.
ALTER INDEX hsds_service_words SET (fastupdate = on);
ALTER INDEX hsds_organization_words SET (fastupdate = on);
ALTER INDEX hsds_service_at_location_words SET (fastupdate = on);

CREATE FUNCTION settle_hsds_words() RETURNS SETOF bigint
	LANGUAGE sql VOLATILE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
		-- One that is being built anew has none.
		SELECT gin_clean_pending_list(i) FROM unnest(ARRAY[to_regclass('hsds_service_words'), to_regclass('hsds_organization_words'),
			to_regclass('hsds_service_at_location_words')]) i WHERE i IS NOT NULL;
	$$;
COMMENT ON FUNCTION settle_hsds_words() IS 'Takes the words of documents just written into their indexes. With the rights of the owner, who alone may; changes nothing that anyone reads.';
REVOKE EXECUTE ON FUNCTION settle_hsds_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_hsds_words() TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['import_source', 'import_run', 'import_item', 'import_problem', 'service_import', 'imported_document'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO maillage_app', name);
		EXECUTE format('CREATE POLICY own_organisation ON %I FOR SELECT TO maillage_app USING (organisation_id = acting_organisation())', name);
		EXECUTE format('CREATE POLICY administrators_insert ON %I FOR INSERT TO maillage_app
			WITH CHECK (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['import_source', 'service_import', 'imported_document', 'import_item'] LOOP
		EXECUTE format('CREATE POLICY administrators_update ON %I FOR UPDATE TO maillage_app
			USING (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['import_item', 'import_problem'] LOOP
		EXECUTE format('CREATE POLICY administrators_delete ON %I FOR DELETE TO maillage_app
			USING (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
		EXECUTE format('GRANT DELETE ON %I TO maillage_app', name);
	END LOOP;
END
$$;
-- A coordinator is the second person who publishes.
CREATE POLICY editors_update ON import_run FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'coordinator'));
GRANT UPDATE ON import_run, import_source, service_import, imported_document, import_item TO maillage_app;

-- An imported service has the id it had, and comes whole in one statement.
GRANT INSERT (id, provided_by, audiences, needs, languages, minors, free, anonymous, without_appointment, modes, phone, email, url,
	street, postal_code, town, confirmed_on, referral_modes, capacity, waiting_days, capacity_on, accessibility, confidential_address)
	ON service TO maillage_app;
GRANT UPDATE (provided_by) ON service TO maillage_app;

CREATE FUNCTION erase_ended_imports(until timestamptz) RETURNS integer
	LANGUAGE plpgsql
	SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	DECLARE
		erased integer;
	BEGIN
		-- What nobody has gone on with for a week is over, too.
		UPDATE import_run SET state = 'cancelled', ended_at = now() WHERE state IN ('mapping', 'reading', 'checked') AND seen_at < until;
		DELETE FROM import_problem p USING import_run r WHERE r.id = p.run_id AND r.ended_at < until;
		DELETE FROM import_item i USING import_run r WHERE r.id = i.run_id AND r.ended_at < until;
		GET DIAGNOSTICS erased = ROW_COUNT;
		RETURN erased;
	END
	$$;
COMMENT ON FUNCTION erase_ended_imports(timestamptz) IS 'Erases what runs that ended before have read, of every organisation, and ends those left lying. With the rights of the owner: the daily job acts for no organisation. Tells a number, nothing else.';
REVOKE EXECUTE ON FUNCTION erase_ended_imports(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_ended_imports(timestamptz) TO maillage_app;
