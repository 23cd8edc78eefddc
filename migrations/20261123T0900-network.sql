-- The network: areas of Belgium, the organisations, their services, and what the public may read of them.
-- Run as maillage_migrator, who owns every table. The two run-time roles exist before the first migration.

CREATE SCHEMA IF NOT EXISTS maillage;
GRANT USAGE ON SCHEMA maillage TO maillage_app, maillage_public;

-- ---------------------------------------------------------------------------------------------------------------------
-- Areas: reference data, the same for everyone, of no organisation.

CREATE TABLE area (
	code     text PRIMARY KEY,
	kind     text NOT NULL CHECK (kind IN ('commune', 'arrondissement', 'province', 'region', 'community', 'country')),
	name_fr  text NOT NULL CHECK (name_fr <> ''),
	name_nl  text NOT NULL CHECK (name_nl <> ''),
	name_de  text NOT NULL CHECK (name_de <> ''),
	name_en  text NOT NULL CHECK (name_en <> ''),
	lineage  text[] NOT NULL CHECK (cardinality(lineage) BETWEEN 1 AND 6 AND lineage[1] = code),
	latitude  double precision CHECK (latitude BETWEEN 49 AND 52),
	longitude double precision CHECK (longitude BETWEEN 2 AND 7),
	CHECK (kind <> 'commune' OR (latitude IS NOT NULL AND longitude IS NOT NULL))
);
COMMENT ON TABLE area IS 'room: orientation. A territory of Belgium by its NIS code; communities by the short codes fwb and dg, which have no NIS code.';
COMMENT ON COLUMN area.lineage IS 'This area and every wider one that contains it, from the nearest to the widest.';

CREATE TABLE locality (
	postal_code text NOT NULL CHECK (postal_code ~ '^[1-9][0-9]{3}$'),
	name_fr     text NOT NULL,
	name_nl     text NOT NULL,
	name_de     text NOT NULL,
	area_code   text NOT NULL REFERENCES area (code),
	PRIMARY KEY (postal_code, area_code, name_fr, name_nl, name_de)
);
COMMENT ON TABLE locality IS 'room: orientation. A locality and its postal code. A postal code is not a key of a commune: one code may serve several.';
CREATE INDEX locality_area_code ON locality (area_code);

CREATE TABLE reference_file (
	name      text PRIMARY KEY,
	sha256    text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
	loaded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE reference_file IS 'room: orientation. The reference and demonstration files as last loaded, so that an unchanged file is not loaded again.';

GRANT SELECT ON area, locality TO maillage_app, maillage_public;
GRANT SELECT ON reference_file TO maillage_app, maillage_public;

-- ---------------------------------------------------------------------------------------------------------------------
-- Organisations and their services.

CREATE FUNCTION acting_organisation() RETURNS uuid
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.organisation', true), '')::uuid;
COMMENT ON FUNCTION acting_organisation() IS 'The organisation the transaction acts for. An expired SET LOCAL leaves an empty string, hence nullif.';

CREATE TABLE organisation (
	id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	origin      text NOT NULL CHECK (origin IN ('reference', 'demonstration', 'partner')),
	origin_key  text NOT NULL CHECK (origin_key <> ''),
	kind        text NOT NULL CHECK (kind IN ('community', 'region', 'province', 'municipality', 'other')),
	area_code   text REFERENCES area (code),
	name_fr     text NOT NULL CHECK (name_fr <> ''),
	name_nl     text,
	name_de     text,
	name_en     text,
	UNIQUE (origin, origin_key)
);
COMMENT ON TABLE organisation IS 'room: directory. An autonomous public entity or its partner. Its existence and name are public.';

CREATE TABLE service (
	id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id     uuid NOT NULL REFERENCES organisation (id),
	origin_key          text NOT NULL CHECK (origin_key <> ''),
	state               text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'in_review', 'published', 'paused', 'archived')),
	published           boolean NOT NULL GENERATED ALWAYS AS (state IN ('published', 'paused')) STORED,
	imaginary           boolean NOT NULL DEFAULT false,
	network_role        text CHECK (network_role IN ('individual_support', 'professional_support')),
	main_language       text NOT NULL DEFAULT 'fr' CHECK (main_language IN ('fr', 'nl', 'de', 'en')),
	audiences           text[] NOT NULL DEFAULT '{}' CHECK (audiences <@ ARRAY['person', 'relative', 'professional', 'public']),
	needs               text[] NOT NULL DEFAULT '{}' CHECK (needs <@ ARRAY['listen', 'understand', 'support_relative', 'support_personal', 'step_away', 'school', 'online', 'discrimination', 'advice', 'training']),
	languages           text[] NOT NULL DEFAULT '{}',
	minors              text CHECK (minors IN ('yes', 'with_parent', 'no')),
	free                boolean,
	anonymous           boolean,
	without_appointment boolean,
	modes               text[] NOT NULL DEFAULT '{}' CHECK (modes <@ ARRAY['phone', 'visit', 'home_visit', 'video', 'email', 'chat', 'on_site']),
	phone               text CHECK (phone ~ '^(\+[1-9][0-9]{6,14}|[0-9]{3,6})$'),
	email               text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
	url                 text CHECK (url ~ '^https?://'),
	street              text,
	postal_code         text CHECK (postal_code ~ '^[1-9][0-9]{3}$'),
	town                text,
	confirmed_on        date,
	source_url          text CHECK (source_url ~ '^https?://'),
	paused_until        date,
	UNIQUE (organisation_id, origin_key),
	UNIQUE (organisation_id, id),
	UNIQUE (organisation_id, id, published)
);
CREATE INDEX service_listed ON service (id) WHERE published AND NOT imaginary;
CREATE INDEX service_imaginary ON service (id) WHERE published AND imaginary;
CREATE INDEX service_network_role ON service (network_role) WHERE network_role IS NOT NULL;
COMMENT ON TABLE service IS 'room: directory. What an organisation offers. A value that is not known is NULL or empty, never guessed.';
COMMENT ON COLUMN service.imaginary IS 'Of the demonstration network: shown with a label, its telephone number never as a link.';
COMMENT ON COLUMN service.network_role IS 'The part this service plays in the central Réseau, if any. The name of a service may change; its part is what orientation relies on.';
COMMENT ON COLUMN service.audiences IS 'Who may come. Empty: not stated; the service is then offered to everyone, after those that state it.';
COMMENT ON COLUMN service.needs IS 'What one may come for. Empty: not stated, as for audiences.';
COMMENT ON COLUMN service.languages IS 'Languages spoken there (BCP 47), apart from the languages its texts are written in.';
COMMENT ON COLUMN service.confirmed_on IS 'The day the owner last confirmed this entry. NULL: to be confirmed.';
COMMENT ON COLUMN service.published IS 'What the public may read. Child tables carry the same flag through their foreign key, so that their policies need no look-up.';

CREATE TABLE service_text (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL,
	language        text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	name            text NOT NULL CHECK (name <> ''),
	description     text NOT NULL DEFAULT '',
	conditions      text NOT NULL DEFAULT '',
	first_contact   text NOT NULL DEFAULT '',
	PRIMARY KEY (service_id, language),
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_text IS 'room: directory. Name, description, conditions and course of a first contact, per language of the text.';

CREATE TABLE service_hours (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL,
	weekday         smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	opens           time NOT NULL,
	closes          time NOT NULL CHECK (closes > opens),
	PRIMARY KEY (service_id, weekday, opens),
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_hours IS 'room: directory. Plain weekly hours in Europe/Brussels, 1 for Monday. Closed on Belgian public holidays. Round the clock is 00:00 to 24:00.';

CREATE TABLE service_coverage (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL,
	area_code       text NOT NULL REFERENCES area (code),
	PRIMARY KEY (service_id, area_code),
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_coverage IS 'room: directory. The areas a service covers, at any level from commune to country.';
CREATE INDEX service_coverage_area_code ON service_coverage (area_code);

-- ---------------------------------------------------------------------------------------------------------------------
-- The match list: derived from the three tables above by triggers, so that a page reads a few index entries.

CREATE TABLE service_match (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL CHECK (published),
	area_code       text NOT NULL REFERENCES area (code),
	audience        text NOT NULL,
	need            text NOT NULL,
	stated          boolean NOT NULL,
	nested          boolean NOT NULL,
	PRIMARY KEY (area_code, audience, need, stated, service_id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE service_match IS 'room: orientation. One row for each area, audience and need that a published service answers; kept by triggers, never written by hand. The central Réseau is not in it: it is always shown.';
COMMENT ON COLUMN service_match.stated IS 'The service states this audience and this need itself; otherwise it left them open.';
COMMENT ON COLUMN service_match.nested IS 'The service also covers an area within this one, by which it may already have been found.';
CREATE INDEX service_match_service_id ON service_match (service_id);

CREATE FUNCTION refresh_service_match(ids uuid[]) RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		DELETE FROM service_match WHERE service_id = ANY (ids);
		INSERT INTO service_match (organisation_id, service_id, published, area_code, audience, need, stated, nested)
		SELECT s.organisation_id, s.id, true, c.area_code, audience, need, cardinality(s.audiences) > 0 AND cardinality(s.needs) > 0,
			EXISTS (
				SELECT FROM service_coverage narrower
				JOIN area ON area.code = narrower.area_code
				WHERE narrower.service_id = s.id AND narrower.area_code <> c.area_code AND c.area_code = ANY (area.lineage)
			)
		FROM service s
		JOIN service_coverage c ON c.service_id = s.id
		CROSS JOIN unnest(CASE WHEN cardinality(s.audiences) > 0 THEN s.audiences
			ELSE ARRAY['person', 'relative', 'professional', 'public'] END) AS audience
		CROSS JOIN unnest(CASE WHEN cardinality(s.needs) > 0 THEN s.needs
			ELSE ARRAY['listen', 'understand', 'support_relative', 'support_personal', 'step_away', 'school', 'online', 'discrimination', 'advice', 'training'] END) AS need
		WHERE s.id = ANY (ids) AND s.published AND s.network_role IS NULL;
	END;

CREATE FUNCTION service_changed() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	DECLARE
		ids uuid[];
	BEGIN
		-- Coverage that changes because its service did: the service's own trigger rebuilds once for all.
		IF TG_TABLE_NAME = 'service_coverage' AND pg_trigger_depth() > 1 THEN
			RETURN NULL;
		END IF;
		IF TG_TABLE_NAME = 'service' THEN
			SELECT array_agg(id) INTO ids FROM changed WHERE published OR TG_OP = 'UPDATE';
		ELSE
			SELECT array_agg(DISTINCT service_id) INTO ids FROM changed WHERE published;
		END IF;
		IF ids IS NOT NULL THEN
			PERFORM refresh_service_match(ids);
		END IF;
		RETURN NULL;
	END;
	$$;

CREATE TRIGGER service_inserted AFTER INSERT ON service
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION service_changed();
CREATE TRIGGER service_updated AFTER UPDATE ON service
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION service_changed();
CREATE TRIGGER service_coverage_inserted AFTER INSERT ON service_coverage
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION service_changed();
CREATE TRIGGER service_coverage_updated AFTER UPDATE ON service_coverage
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION service_changed();
CREATE TRIGGER service_coverage_deleted AFTER DELETE ON service_coverage
	REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION service_changed();

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls: the owner loads reference data, the application acts for one organisation, the public reads what is published.

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['organisation', 'service', 'service_text', 'service_hours', 'service_coverage', 'service_match'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner_loads ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT ON %I TO maillage_app, maillage_public', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['service', 'service_text', 'service_hours', 'service_coverage', 'service_match'] LOOP
		EXECUTE format('CREATE POLICY published_is_public ON %I FOR SELECT TO maillage_app, maillage_public USING (published)', name);
	END LOOP;
END
$$;
CREATE POLICY known_to_all ON organisation FOR SELECT TO maillage_app, maillage_public USING (true);
