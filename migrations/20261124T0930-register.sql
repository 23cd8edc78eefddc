-- The register of the protocol: its versions and texts, its parties, their dated acts with documents, their part in each domain.
-- What a party is on a day is computed from its acts and stored nowhere.

CREATE FUNCTION keeps_register() RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN coalesce(acting_role() IN ('secretariat', 'system'), false);
COMMENT ON FUNCTION keeps_register() IS 'Whether the transaction acts for the secretariat, or for Maillage itself.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Documents and texts

CREATE TABLE protocol_document (
	id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	sha256      bytea NOT NULL CHECK (sha256 = pg_catalog.sha256(content)),
	name        text NOT NULL CHECK (name ~ '\S' AND length(name) <= 160 AND name !~ '[[:cntrl:]/\\]'),
	media_type  text NOT NULL DEFAULT 'application/pdf' CHECK (media_type = 'application/pdf'),
	size        integer NOT NULL CHECK (size = octet_length(content) AND size BETWEEN 1 AND 12 * 1024 * 1024),
	content     bytea NOT NULL,
	uploaded_at timestamptz NOT NULL DEFAULT now(),
	uploaded_by uuid
);
-- A PDF is compressed already; uncompressed storage lets a part of it be read alone.
ALTER TABLE protocol_document ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE protocol_document IS 'room: protocol. A PDF of the register, in the database so that it is in every copy of it. Public once a standing act or a text of the protocol refers to it.';
COMMENT ON COLUMN protocol_document.content IS 'As kept: without the metadata, attachments and scripts it came with. The fingerprint is of this.';
COMMENT ON COLUMN protocol_document.uploaded_by IS 'The member of staff; NULL for an applicant or Maillage itself. Outlives them, hence no foreign key.';

CREATE TABLE protocol_version (
	id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	number      integer NOT NULL UNIQUE CHECK (number >= 1),
	adopted_on  date NOT NULL,
	note        text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
	recorded_at timestamptz NOT NULL DEFAULT now(),
	recorded_by uuid
);
COMMENT ON TABLE protocol_version IS 'room: protocol. The protocol as adopted on a day, and each later version of it.';

CREATE TABLE protocol_text (
	version_id  uuid NOT NULL REFERENCES protocol_version (id),
	language    text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	title       text NOT NULL CHECK (title ~ '\S' AND length(title) <= 300),
	body        text CHECK (body ~ '\S' AND length(body) <= 200000),
	document_id uuid REFERENCES protocol_document (id),
	PRIMARY KEY (version_id, language)
);
CREATE INDEX protocol_text_document_id ON protocol_text (document_id);
COMMENT ON TABLE protocol_text IS 'room: protocol. A version in one language: its title, and its text in words or as a document. Neither: only the title is known so far.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Parties

CREATE TABLE party (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL UNIQUE REFERENCES organisation (id),
	kind            text NOT NULL CHECK (kind IN ('community', 'region', 'province', 'municipality', 'other')),
	origin_key      text NOT NULL UNIQUE CHECK (origin_key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(origin_key) <= 80),
	competences_fr  text CHECK (length(competences_fr) BETWEEN 1 AND 4000),
	competences_nl  text CHECK (length(competences_nl) BETWEEN 1 AND 4000),
	competences_de  text CHECK (length(competences_de) BETWEEN 1 AND 4000),
	competences_en  text CHECK (length(competences_en) BETWEEN 1 AND 4000),
	entered_at      timestamptz NOT NULL DEFAULT now(),
	UNIQUE (organisation_id, id)
);
COMMENT ON TABLE party IS 'room: protocol. A public entity that is, was or may become a party. What it is on a day follows from its acts.';
COMMENT ON COLUMN party.origin_key IS 'Its name in addresses, for ever.';
COMMENT ON COLUMN party.competences_fr IS 'The competences within which it takes part, in its own words. NULL: not stated.';

CREATE TABLE party_territory (
	organisation_id uuid NOT NULL,
	party_id        uuid NOT NULL,
	area_code       text NOT NULL REFERENCES area (code),
	PRIMARY KEY (party_id, area_code),
	FOREIGN KEY (organisation_id, party_id) REFERENCES party (organisation_id, id)
);
CREATE INDEX party_territory_area_code ON party_territory (area_code);
COMMENT ON TABLE party_territory IS 'room: protocol. The areas for which a party is competent, at any level from commune to country.';

CREATE TABLE party_contact (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL,
	party_id        uuid NOT NULL,
	function        text NOT NULL CHECK (function ~ '\S' AND length(function) <= 160),
	email           text CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
	phone           text CHECK (phone ~ '^(\+[1-9][0-9]{6,14}|[0-9]{3,6})$'),
	recorded_at     timestamptz NOT NULL DEFAULT now(),
	recorded_by     uuid,
	CHECK (email IS NOT NULL OR phone IS NOT NULL),
	FOREIGN KEY (organisation_id, party_id) REFERENCES party (organisation_id, id)
);
CREATE INDEX party_contact_party_id ON party_contact (organisation_id, party_id);
COMMENT ON TABLE party_contact IS 'room: protocol. Whom to reach at a party, by function and never by name. Public; given by the party itself.';

CREATE TABLE party_act (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL,
	party_id        uuid NOT NULL,
	kind            text NOT NULL CHECK (kind IN ('announced', 'approved_by_competent_body', 'signed', 'acceded', 'notified', 'effective', 'suspended', 'resumed', 'withdrawn', 'annulled')),
	"on"            date NOT NULL CHECK ("on" BETWEEN '2000-01-01' AND '2199-12-31'),
	document_id     uuid REFERENCES protocol_document (id),
	note            text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
	confirmed       boolean NOT NULL DEFAULT true,
	replaces        uuid,
	recorded_at     timestamptz NOT NULL DEFAULT now(),
	recorded_by     uuid,
	UNIQUE (organisation_id, party_id, id),
	UNIQUE (organisation_id, party_id, replaces),
	FOREIGN KEY (organisation_id, party_id) REFERENCES party (organisation_id, id),
	FOREIGN KEY (organisation_id, party_id, replaces) REFERENCES party_act (organisation_id, party_id, id),
	CHECK (replaces <> id),
	CHECK (kind <> 'annulled' OR replaces IS NOT NULL),
	-- What has been done has a past date; what has effect may be decided in advance.
	CHECK (kind IN ('effective', 'suspended', 'resumed', 'withdrawn') OR "on" <= (recorded_at AT TIME ZONE 'Europe/Brussels')::date)
);
CREATE INDEX party_act_document_id ON party_act (document_id);
COMMENT ON TABLE party_act IS 'room: protocol. A dated act of a party, with its document. Only grows: a correction is a new act that names the one it replaces.';
COMMENT ON COLUMN party_act.confirmed IS 'False: from public announcements, to be confirmed by the party or the secretariat.';
COMMENT ON COLUMN party_act.replaces IS 'The act this one corrects, which no longer counts. Of the kind annulled: it counts for nothing at all.';
COMMENT ON COLUMN party_act.recorded_by IS 'NULL: Maillage itself. Never public.';

CREATE TABLE participation (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL,
	party_id        uuid NOT NULL,
	domain          text NOT NULL CHECK (domain IN ('mutual_information', 'communication', 'expertise', 'individual_support')),
	"from"          date NOT NULL CHECK ("from" BETWEEN '2000-01-01' AND '2199-12-31'),
	until           date CHECK (until >= "from" AND until <= '2199-12-31'),
	decided_by      text NOT NULL CHECK (decided_by ~ '\S' AND length(decided_by) <= 300),
	note            text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
	recorded_at     timestamptz NOT NULL DEFAULT now(),
	recorded_by     uuid,
	ended_at        timestamptz,
	ended_by        uuid,
	end_decided_by  text CHECK (end_decided_by ~ '\S' AND length(end_decided_by) <= 300),
	struck_at       timestamptz,
	FOREIGN KEY (organisation_id, party_id) REFERENCES party (organisation_id, id),
	CHECK ((until IS NULL) = (ended_at IS NULL) AND (until IS NULL) = (end_decided_by IS NULL))
);
CREATE INDEX participation_party_id ON participation (organisation_id, party_id, domain);
COMMENT ON TABLE participation IS 'room: protocol. That a party takes part in a domain, from one day to another. Leaving a domain is not leaving the protocol.';
COMMENT ON COLUMN participation.until IS 'The last day of it. NULL: no end is decided.';
COMMENT ON COLUMN participation.decided_by IS 'The body that decided, as the college with the day of its decision.';
COMMENT ON COLUMN participation.struck_at IS 'Recorded by mistake: it counts for nothing, and stays.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What holds whoever writes

CREATE FUNCTION refuse_register_change() RETURNS trigger
	LANGUAGE plpgsql
	AS $$
	BEGIN
		RAISE EXCEPTION 'register: % refuses %', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';
	END
	$$;
CREATE TRIGGER refuse_register_change BEFORE UPDATE OR DELETE OR TRUNCATE ON party_act
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_register_change();
CREATE TRIGGER refuse_register_change BEFORE DELETE OR TRUNCATE ON participation
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_register_change();

CREATE FUNCTION refuse_overlap() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		-- One at a time for a party, so that neither of two overlaps goes unseen.
		PERFORM pg_advisory_xact_lock(hashtextextended('party ' || NEW.party_id, 0));
		IF NEW.struck_at IS NULL AND EXISTS (
			SELECT FROM participation p
			WHERE p.organisation_id = NEW.organisation_id AND p.party_id = NEW.party_id AND p.domain = NEW.domain
				AND p.id <> NEW.id AND p.struck_at IS NULL
				AND daterange(p."from", p.until, '[]') && daterange(NEW."from", NEW.until, '[]')
		) THEN
			RAISE EXCEPTION 'register: this party already takes part in % on some of these days', NEW.domain USING ERRCODE = '23P01';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON participation FOR EACH ROW EXECUTE FUNCTION refuse_overlap();

CREATE FUNCTION refuse_rewriting() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		IF (NEW.id, NEW.organisation_id, NEW.party_id, NEW.domain, NEW."from", NEW.decided_by, NEW.note, NEW.recorded_at, NEW.recorded_by)
			IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.party_id, OLD.domain, OLD."from", OLD.decided_by, OLD.note, OLD.recorded_at, OLD.recorded_by)
			OR OLD.struck_at IS NOT NULL THEN
			RAISE EXCEPTION 'register: a participation can only be ended or struck' USING ERRCODE = '23514';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_rewriting BEFORE UPDATE ON participation FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls: the register is public, but not who wrote in it; the secretariat keeps it; a party says for itself what it takes part in.

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['protocol_document', 'protocol_version', 'protocol_text', 'party', 'party_territory', 'party_contact', 'party_act', 'participation'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO maillage_app', name);
		EXECUTE format('CREATE POLICY register_is_kept ON %I FOR INSERT TO maillage_app WITH CHECK (keeps_register())', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['protocol_version', 'protocol_text', 'party_act'] LOOP
		EXECUTE format('CREATE POLICY public_register ON %I FOR SELECT TO maillage_app, maillage_public USING (true)', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['party_territory', 'party_contact'] LOOP
		EXECUTE format('CREATE POLICY public_with_its_party ON %I FOR SELECT TO maillage_app, maillage_public
			USING (EXISTS (SELECT FROM party p WHERE p.id = %I.party_id))', name, name);
	END LOOP;
END
$$;
GRANT SELECT (id, number, adopted_on, note) ON protocol_version TO maillage_public;
GRANT SELECT ON protocol_text TO maillage_public;
GRANT SELECT (id, sha256, name, media_type, size, content) ON protocol_document TO maillage_public;
GRANT SELECT (id, organisation_id, kind, origin_key, competences_fr, competences_nl, competences_de, competences_en) ON party TO maillage_public;
GRANT SELECT ON party_territory TO maillage_public;
GRANT SELECT (id, organisation_id, party_id, function, email, phone) ON party_contact TO maillage_public;
GRANT SELECT (id, organisation_id, party_id, kind, "on", document_id, note, confirmed, replaces, recorded_at) ON party_act TO maillage_public;
GRANT SELECT (id, organisation_id, party_id, domain, "from", until, decided_by, note, end_decided_by, struck_at) ON participation TO maillage_public;

CREATE POLICY public_once_it_has_an_act ON party FOR SELECT TO maillage_app, maillage_public
	USING (EXISTS (SELECT FROM party_act a WHERE a.organisation_id = party.organisation_id AND a.party_id = party.id));
CREATE POLICY kept_or_own ON party FOR SELECT TO maillage_app
	USING (keeps_register() OR organisation_id = acting_organisation());
GRANT UPDATE (kind, competences_fr, competences_nl, competences_de, competences_en) ON party TO maillage_app;
CREATE POLICY register_is_brought_up_to_date ON party FOR UPDATE TO maillage_app USING (keeps_register()) WITH CHECK (keeps_register());

GRANT UPDATE (title, body, document_id) ON protocol_text TO maillage_app;
CREATE POLICY register_is_brought_up_to_date ON protocol_text FOR UPDATE TO maillage_app USING (keeps_register()) WITH CHECK (keeps_register());
GRANT DELETE ON party_territory TO maillage_app;
CREATE POLICY register_is_brought_up_to_date ON party_territory FOR DELETE TO maillage_app USING (keeps_register());

CREATE POLICY public_where_it_is_referred_to ON protocol_document FOR SELECT TO maillage_app, maillage_public
	USING (EXISTS (SELECT FROM protocol_text t WHERE t.document_id = protocol_document.id)
		OR EXISTS (SELECT FROM party_act a WHERE a.document_id = protocol_document.id
			AND NOT EXISTS (SELECT FROM party_act later
				WHERE later.organisation_id = a.organisation_id AND later.party_id = a.party_id AND later.replaces = a.id)));
CREATE POLICY kept_or_own ON protocol_document FOR SELECT TO maillage_app
	USING (keeps_register() OR uploaded_by = acting_person());

GRANT DELETE ON party_contact TO maillage_app;
CREATE POLICY own_contacts ON party_contact FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator');
CREATE POLICY own_contacts_end ON party_contact FOR DELETE TO maillage_app
	USING (keeps_register() OR organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator');

CREATE POLICY what_stands_is_public ON participation FOR SELECT TO maillage_public USING (struck_at IS NULL);
CREATE POLICY history_is_known_to_staff ON participation FOR SELECT TO maillage_app USING (true);
GRANT UPDATE (until, ended_at, ended_by, end_decided_by, struck_at) ON participation TO maillage_app;
CREATE POLICY own_part ON participation FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator');
CREATE POLICY own_part_ends ON participation FOR UPDATE TO maillage_app
	USING (keeps_register() OR organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator')
	WITH CHECK (keeps_register() OR organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator');
