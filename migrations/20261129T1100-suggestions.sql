-- Suggestions: what readers and partners say is no longer right in an entry, and what its organisation answers.

CREATE TABLE service_suggestion (
	organisation_id      uuid NOT NULL,
	id                   uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
	service_id           uuid NOT NULL,
	kind                 text NOT NULL CHECK (kind IN ('number', 'address', 'hours', 'closed', 'description', 'other')),
	words                text CHECK (words ~ '\S' AND length(words) <= 2000),
	language             text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	received_on          date NOT NULL,
	from_organisation_id uuid REFERENCES organisation (id),
	from_name            text CHECK (from_name ~ '\S' AND length(from_name) <= 200),
	wants_answer         boolean NOT NULL DEFAULT false,
	reminded_on          date CHECK (reminded_on >= received_on),
	escalated_on         date CHECK (escalated_on >= received_on),
	answer               text CHECK (answer IN ('corrected', 'was_right', 'unclear')),
	answered_on          date CHECK (answered_on >= received_on),
	answered_by          uuid REFERENCES staff_member (id),
	UNIQUE (organisation_id, id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	CHECK (num_nulls(answer, answered_on, answered_by) IN (0, 3)),
	CHECK (from_name IS NULL OR from_organisation_id IS NOT NULL)
);
CREATE INDEX service_suggestion_open ON service_suggestion (organisation_id, received_on, id) WHERE answer IS NULL;
CREATE INDEX service_suggestion_answered ON service_suggestion (organisation_id, answered_on DESC, id) WHERE answer IS NOT NULL;
CREATE INDEX service_suggestion_service_id ON service_suggestion (organisation_id, service_id, received_on);
CREATE INDEX service_suggestion_due ON service_suggestion (received_on) WHERE answer IS NULL;
CREATE INDEX service_suggestion_kept ON service_suggestion (coalesce(answered_on, (received_on + interval '12 months')::date)) WHERE words IS NOT NULL;
CREATE INDEX service_suggestion_from_organisation_id ON service_suggestion (from_organisation_id);
CREATE INDEX service_suggestion_answered_by ON service_suggestion (answered_by);
COMMENT ON TABLE service_suggestion IS 'room: directory. What a reader or a partner says is no longer right in an entry, and what its organisation answered. Of a reader nothing is kept that tells who it was.';
COMMENT ON COLUMN service_suggestion.words IS 'What was written. NULL once erased: twelve months after the answer, or two years after it came.';
COMMENT ON COLUMN service_suggestion.received_on IS 'The day; the hour is not kept.';
COMMENT ON COLUMN service_suggestion.from_organisation_id IS 'The partner that signed it. NULL: a reader, of whom nothing is known.';
COMMENT ON COLUMN service_suggestion.from_name IS 'The name of whoever wrote for the partner, where they wished to give it. Erased with the words.';
COMMENT ON COLUMN service_suggestion.reminded_on IS 'When the administrators were told that it waits.';
COMMENT ON COLUMN service_suggestion.escalated_on IS 'When it was handed to the coordinators, because nobody had answered.';

CREATE TABLE service_suggestion_address (
	organisation_id uuid NOT NULL,
	suggestion_id   uuid NOT NULL,
	email           text NOT NULL CHECK (length(email) <= 254 AND email ~ '^[^[:cntrl:][:space:]@]+@[^[:cntrl:][:space:]@]+$'),
	left_on         date NOT NULL,
	PRIMARY KEY (organisation_id, suggestion_id),
	FOREIGN KEY (organisation_id, suggestion_id) REFERENCES service_suggestion (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX service_suggestion_address_left_on ON service_suggestion_address (left_on);
COMMENT ON TABLE service_suggestion_address IS 'room: directory. Where to answer a suggestion, if its writer left an address: read by the answer alone, which erases it; erased after 90 days in any case.';

CREATE TABLE spent_proof (
	proof      bytea PRIMARY KEY CHECK (length(proof) = 32),
	expires_at timestamptz NOT NULL
);
CREATE INDEX spent_proof_expires_at ON spent_proof (expires_at);
COMMENT ON TABLE spent_proof IS 'house: web. Hashes of the proofs of work that a form was sent with, until they expire: each counts once.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['service_suggestion', 'service_suggestion_address', 'spent_proof'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT ON %I TO maillage_app', name);
	END LOOP;
END
$$;

-- Whoever hands one in reads none: of a published service, signed by nobody or by the organisation one acts for.
CREATE POLICY handed_in ON service_suggestion FOR INSERT TO maillage_app WITH CHECK (
	from_organisation_id IS NOT DISTINCT FROM acting_organisation()
	AND (acting_organisation() IS NULL OR acting_person() IS NOT NULL)
	AND EXISTS (SELECT FROM service s WHERE s.id = service_id AND s.organisation_id = service_suggestion.organisation_id AND s.published));
CREATE POLICY address_left ON service_suggestion_address FOR INSERT TO maillage_app WITH CHECK (true);

CREATE POLICY own_organisation ON service_suggestion FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'coordinator'));
CREATE POLICY own_organisation_answers ON service_suggestion FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'coordinator') AND answer IS NULL)
	WITH CHECK (organisation_id = acting_organisation() AND answered_by = acting_person());
-- The address is for the answer alone, whoever gives it.
CREATE POLICY answer_reads ON service_suggestion_address FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_part() = 'answering');
CREATE POLICY answer_erases ON service_suggestion_address FOR DELETE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_part() = 'answering');

-- What is done every day.
CREATE POLICY reminder_reads ON service_suggestion FOR SELECT TO maillage_app USING (acting_part() = 'reminding' AND answer IS NULL);
CREATE POLICY reminder_notes ON service_suggestion FOR UPDATE TO maillage_app
	USING (acting_part() = 'reminding' AND answer IS NULL) WITH CHECK (acting_part() = 'reminding' AND answer IS NULL);
CREATE POLICY old_seen ON service_suggestion FOR SELECT TO maillage_app
	USING (acting_part() = 'forgetting' AND coalesce(answered_on, (received_on + interval '12 months')::date) < (now() AT TIME ZONE 'Europe/Brussels')::date - interval '12 months');
CREATE POLICY old_erased ON service_suggestion FOR UPDATE TO maillage_app
	USING (acting_part() = 'forgetting' AND coalesce(answered_on, (received_on + interval '12 months')::date) < (now() AT TIME ZONE 'Europe/Brussels')::date - interval '12 months')
	WITH CHECK (words IS NULL AND from_name IS NULL);
CREATE POLICY old_seen ON service_suggestion_address FOR SELECT TO maillage_app
	USING (acting_part() = 'forgetting' AND left_on < (now() AT TIME ZONE 'Europe/Brussels')::date - 90);
CREATE POLICY old_erased ON service_suggestion_address FOR DELETE TO maillage_app
	USING (acting_part() = 'forgetting' AND left_on < (now() AT TIME ZONE 'Europe/Brussels')::date - 90);

CREATE POLICY anyone_spends ON spent_proof FOR INSERT TO maillage_app WITH CHECK (true);
CREATE POLICY expired_seen ON spent_proof FOR SELECT TO maillage_app USING (acting_part() = 'forgetting' AND expires_at < now());
CREATE POLICY expired_forgotten ON spent_proof FOR DELETE TO maillage_app USING (acting_part() = 'forgetting' AND expires_at < now());

GRANT INSERT (organisation_id, id, service_id, kind, words, language, received_on, from_organisation_id, from_name, wants_answer)
	ON service_suggestion TO maillage_app;
GRANT UPDATE (words, from_name, reminded_on, escalated_on, answer, answered_on, answered_by) ON service_suggestion TO maillage_app;
GRANT INSERT, DELETE ON service_suggestion_address TO maillage_app;
GRANT INSERT, DELETE ON spent_proof TO maillage_app;
