-- The record of a service: what its organisation says of it, who may read which part, how it moves, and every change of it.

-- ---------------------------------------------------------------------------------------------------------------------
-- What is said

ALTER TABLE service
	ADD COLUMN keeper              text NOT NULL DEFAULT 'files' CHECK (keeper IN ('files', 'organisation')),
	ADD COLUMN version             integer NOT NULL DEFAULT 1 CHECK (version >= 1),
	ADD COLUMN modified_at         timestamptz(3) NOT NULL DEFAULT now(),
	ADD COLUMN referral_modes      text[] NOT NULL DEFAULT '{}' CHECK (referral_modes <@ ARRAY['self', 'relative', 'professional', 'school', 'network']),
	ADD COLUMN capacity            text CHECK (capacity IN ('accepting', 'waiting', 'full')),
	ADD COLUMN waiting_days        smallint CHECK (waiting_days BETWEEN 1 AND 730),
	ADD COLUMN capacity_on         date,
	ADD COLUMN accessibility       text[] NOT NULL DEFAULT '{}' CHECK (accessibility <@ ARRAY['step_free', 'lift', 'adapted_toilet', 'reserved_parking', 'public_transport', 'hearing_loop', 'sign_language', 'easy_read', 'assistance_dog']),
	ADD COLUMN confidential_address boolean NOT NULL DEFAULT false,
	ADD COLUMN confirmation_months smallint NOT NULL DEFAULT 6 CHECK (confirmation_months BETWEEN 1 AND 24),
	ADD CONSTRAINT service_waiting_days CHECK (waiting_days IS NULL OR capacity = 'waiting'),
	ADD CONSTRAINT service_capacity_dated CHECK (capacity IS NULL OR capacity_on IS NOT NULL),
	ADD CONSTRAINT service_confidential_address CHECK (NOT confidential_address OR (street IS NULL AND postal_code IS NULL)),
	-- Nobody must be able to reach a real person through an imaginary service.
	ADD CONSTRAINT service_imaginary_contact CHECK (NOT imaginary OR (url IS NULL
		AND (phone IS NULL OR phone ~ '^\+32[0-9]{1,3}000[0-9]*$') AND (email IS NULL OR email ~ '\.example$')));
ALTER TABLE service ALTER COLUMN keeper SET DEFAULT 'organisation';
COMMENT ON COLUMN service.keeper IS 'Who keeps it: the files it was loaded from or, since its first edit here, its organisation. Loading leaves the latter alone.';
COMMENT ON COLUMN service.version IS 'Rises with every edit and move: whoever writes says which version they have read.';
COMMENT ON COLUMN service.referral_modes IS 'Who may make the first contact. Empty: not stated.';
COMMENT ON COLUMN service.capacity IS 'Whether it takes people in now; waiting_days with waiting, where it is known. NULL: not stated.';
COMMENT ON COLUMN service.capacity_on IS 'The day the capacity was last stated.';
COMMENT ON COLUMN service.confidential_address IS 'The address is told by the service alone: street and postal code stand in service_hidden_address, here only the town.';
COMMENT ON COLUMN service.confirmation_months IS 'After so many months without confirmation the entry says that it is to be confirmed.';

ALTER TABLE service_text
	ADD COLUMN mission              text NOT NULL DEFAULT '',
	ADD COLUMN method               text NOT NULL DEFAULT '',
	ADD COLUMN limits               text NOT NULL DEFAULT '',
	ADD COLUMN professional_secrecy text NOT NULL DEFAULT '',
	ADD COLUMN cost                 text NOT NULL DEFAULT '',
	ADD COLUMN pause_message        text NOT NULL DEFAULT '',
	ADD COLUMN updated_at           timestamptz(3) NOT NULL DEFAULT now(),
	ADD COLUMN checked_at           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(checked_at) = 'object');
COMMENT ON TABLE service_text IS 'room: directory. What a service says in words, per language of the text.';
COMMENT ON COLUMN service_text.limits IS 'What the service does not do, and where its confidentiality ends.';
COMMENT ON COLUMN service_text.updated_at IS 'When any of these words were last written, or said to be still right.';
COMMENT ON COLUMN service_text.checked_at IS 'The same for each field, as {description: moment}; one that is not in it goes by updated_at. Before that of the main language: older than its source.';

CREATE TABLE service_hours_exception (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL,
	number          smallint NOT NULL CHECK (number >= 1),
	starts_on       date NOT NULL,
	ends_on         date NOT NULL CHECK (ends_on >= starts_on),
	opens           time[] NOT NULL DEFAULT '{}',
	closes          time[] NOT NULL DEFAULT '{}' CHECK (cardinality(opens) = cardinality(closes)),
	note            text NOT NULL DEFAULT '',
	PRIMARY KEY (service_id, number),
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_hours_exception IS 'room: directory. Days with other hours than the weekly ones. No hours: closed.';
COMMENT ON COLUMN service_hours_exception.note IS 'In the main language of the service.';

CREATE TABLE service_hidden_address (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL PRIMARY KEY,
	street          text NOT NULL DEFAULT '',
	postal_code     text CHECK (postal_code ~ '^[1-9][0-9]{3}$'),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE service_hidden_address IS 'room: directory. The address that a service tells nobody but those who come. For its own organisation alone: the public role cannot read this table.';

CREATE TABLE service_professional_contact (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL PRIMARY KEY,
	published       boolean NOT NULL,
	phone           text CHECK (phone ~ '^(\+[1-9][0-9]{6,14}|[0-9]{3,6})$'),
	email           text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
	note            text NOT NULL DEFAULT '',
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_professional_contact IS 'room: directory. How professionals of the network reach a service. For whoever is signed in: the public role cannot read this table.';

CREATE TABLE service_successor (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL PRIMARY KEY,
	successor_id    uuid NOT NULL CHECK (successor_id <> service_id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	FOREIGN KEY (organisation_id, successor_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX service_successor_successor_id ON service_successor (organisation_id, successor_id);
COMMENT ON TABLE service_successor IS 'room: directory. Which service of the same organisation took the place of an archived one. Public: old addresses lead on.';

-- ---------------------------------------------------------------------------------------------------------------------
-- How it moves

CREATE TABLE service_submission (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL PRIMARY KEY,
	submitted_by    uuid NOT NULL REFERENCES staff_member (id),
	submitted_at    timestamptz(3) NOT NULL DEFAULT now(),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX service_submission_submitted_by ON service_submission (submitted_by);
COMMENT ON TABLE service_submission IS 'room: directory. Who last asked for a second pair of eyes; the second pair is another person''s.';

CREATE FUNCTION refuse_impossible_move() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		-- Files are loaded for no organisation; they state a service as it is.
		IF acting_organisation() IS NULL THEN
			RETURN NEW;
		END IF;
		IF TG_OP = 'INSERT' THEN
			IF NEW.state <> 'draft' THEN
				RAISE EXCEPTION 'a service begins as a draft, not as %', NEW.state USING ERRCODE = '23514', CONSTRAINT = 'service_move';
			END IF;
			RETURN NEW;
		END IF;
		IF NEW.state = OLD.state THEN
			RETURN NEW;
		END IF;
		IF (OLD.state, NEW.state) NOT IN (
			('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'published'), ('published', 'paused'), ('paused', 'published'),
			('draft', 'archived'), ('in_review', 'archived'), ('published', 'archived'), ('paused', 'archived')
		) THEN
			RAISE EXCEPTION 'a service does not go from % to %', OLD.state, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'service_move';
		END IF;
		IF OLD.state = 'in_review' AND NEW.state = 'published' AND NOT EXISTS (
			SELECT FROM service_submission s WHERE s.service_id = NEW.id AND s.submitted_by <> acting_person()
		) THEN
			RAISE EXCEPTION 'a service is published by another person than the one who submitted it' USING ERRCODE = '23514', CONSTRAINT = 'service_second_person';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_impossible_move BEFORE INSERT OR UPDATE OF state ON service FOR EACH ROW EXECUTE FUNCTION refuse_impossible_move();

-- The match list follows every edit, and nobody writes it by hand: hence with the rights of the owner.
ALTER FUNCTION service_changed() SECURITY DEFINER;
ALTER FUNCTION service_changed() SET search_path = maillage, pg_temp;
COMMENT ON FUNCTION service_changed() IS 'Keeps the match list. With the rights of the owner: who edits a service may not write the list.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What it was before

CREATE TABLE service_change (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	version         integer NOT NULL,
	field           text NOT NULL CHECK (field ~ '^[a-z][A-Za-z]+$'),
	language        text NOT NULL DEFAULT '' CHECK (language IN ('', 'fr', 'nl', 'de', 'en')),
	before          jsonb NOT NULL,
	after           jsonb NOT NULL,
	person_id       uuid REFERENCES staff_member (id),
	at              timestamptz(3) NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, service_id, version, field, language),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX service_change_person_id ON service_change (person_id);
COMMENT ON TABLE service_change IS 'room: directory. Every change of a field, with what it was before, for comparing and restoring. It only grows.';
COMMENT ON COLUMN service_change.version IS 'The version of the service that the change made.';
COMMENT ON COLUMN service_change.language IS 'Of a text; empty for what is not a text.';

CREATE TABLE service_reminder (
	organisation_id uuid PRIMARY KEY REFERENCES organisation (id) ON DELETE CASCADE,
	sent_on         date NOT NULL
);
COMMENT ON TABLE service_reminder IS 'room: directory. When an organisation was last reminded of services that wait for its confirmation.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['service_hours_exception', 'service_hidden_address', 'service_professional_contact', 'service_successor',
		'service_submission', 'service_change', 'service_reminder'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT ON %I TO maillage_app', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['service', 'service_text', 'service_hours', 'service_hours_exception', 'service_coverage',
		'service_hidden_address', 'service_professional_contact', 'service_successor', 'service_submission', 'service_change', 'service_reminder'] LOOP
		EXECUTE format('CREATE POLICY own_organisation ON %I FOR SELECT TO maillage_app USING (organisation_id = acting_organisation())', name);
	END LOOP;
	-- The parts of a record are written by whoever administers the organisation.
	FOREACH name IN ARRAY ARRAY['service_text', 'service_hours', 'service_hours_exception', 'service_coverage',
		'service_hidden_address', 'service_professional_contact', 'service_successor'] LOOP
		EXECUTE format('CREATE POLICY administrators_insert ON %I FOR INSERT TO maillage_app
			WITH CHECK (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
		EXECUTE format('CREATE POLICY administrators_update ON %I FOR UPDATE TO maillage_app
			USING (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
		EXECUTE format('CREATE POLICY administrators_delete ON %I FOR DELETE TO maillage_app
			USING (organisation_id = acting_organisation() AND acting_role() = ''organisation_administrator'')', name);
	END LOOP;
END
$$;
CREATE POLICY published_is_public ON service_hours_exception FOR SELECT TO maillage_app, maillage_public USING (published);
CREATE POLICY known_to_all ON service_successor FOR SELECT TO maillage_app, maillage_public USING (true);
CREATE POLICY published_to_staff ON service_professional_contact FOR SELECT TO maillage_app USING (published AND acting_person() IS NOT NULL);
GRANT SELECT ON service_hours_exception, service_successor TO maillage_public;

CREATE POLICY administrators_insert ON service FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator');
-- A coordinator is the second person who publishes.
CREATE POLICY editors_update ON service FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'coordinator'));
CREATE POLICY submitters_insert ON service_submission FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND submitted_by = acting_person() AND acting_role() = 'organisation_administrator');
CREATE POLICY submitters_update ON service_submission FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() = 'organisation_administrator')
	WITH CHECK (organisation_id = acting_organisation() AND submitted_by = acting_person());
CREATE POLICY editors_note ON service_change FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND person_id = acting_person() AND acting_role() IN ('organisation_administrator', 'coordinator'));
CREATE POLICY reminders_begin ON service_reminder FOR INSERT TO maillage_app WITH CHECK (organisation_id = acting_organisation());
CREATE POLICY reminders_go_on ON service_reminder FOR UPDATE TO maillage_app USING (organisation_id = acting_organisation());

-- What a service is in the network, and whether it exists, is not for its organisation to say.
GRANT INSERT (organisation_id, origin_key, imaginary, main_language) ON service TO maillage_app;
GRANT UPDATE (keeper, state, version, modified_at, main_language, audiences, needs, languages, minors, free, anonymous, without_appointment,
	modes, phone, email, url, street, postal_code, town, confirmed_on, paused_until, referral_modes, capacity, waiting_days, capacity_on,
	accessibility, confidential_address, confirmation_months) ON service TO maillage_app;
GRANT INSERT, UPDATE, DELETE ON service_text, service_hidden_address, service_professional_contact TO maillage_app;
GRANT INSERT, DELETE ON service_hours, service_hours_exception, service_coverage, service_successor TO maillage_app;
GRANT INSERT, UPDATE ON service_submission, service_reminder TO maillage_app;
GRANT INSERT ON service_change TO maillage_app;
