-- Accession: how a public entity that is not a party applies, is reviewed and becomes one.

CREATE FUNCTION acting_accession() RETURNS uuid
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.accession', true), '')::uuid;
COMMENT ON FUNCTION acting_accession() IS 'The file the transaction works on for whoever holds a link to it. An expired SET LOCAL leaves an empty string, hence nullif.';

CREATE TABLE accession (
	id                        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	state                     text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'under_review', 'on_agenda', 'admitted', 'declined', 'deferred', 'signed', 'effective', 'withdrawn')),
	version                   integer NOT NULL DEFAULT 0 CHECK (version >= 0),
	language                  text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	begun_at                  timestamptz NOT NULL DEFAULT now(),
	saved_at                  timestamptz NOT NULL DEFAULT now(),

	name_fr                   text CHECK (name_fr ~ '\S' AND length(name_fr) <= 160),
	name_nl                   text CHECK (name_nl ~ '\S' AND length(name_nl) <= 160),
	name_de                   text CHECK (name_de ~ '\S' AND length(name_de) <= 160),
	enterprise_number         text CHECK (enterprise_number ~ '^[01][0-9]{9}$' AND 97 - left(enterprise_number, 8)::integer % 97 = right(enterprise_number, 2)::integer),
	kind                      text CHECK (kind IN ('community', 'region', 'province', 'municipality', 'other')),
	contact_function          text CHECK (contact_function ~ '\S' AND length(contact_function) <= 120),
	contact_email             text CHECK (contact_email ~ '^[^@\s]+@[^@\s]+$' AND length(contact_email) <= 254),
	contact_phone             text CHECK (contact_phone ~ '^\+[1-9][0-9]{6,14}$'),
	area_codes                text[] NOT NULL DEFAULT '{}' CHECK (cardinality(area_codes) <= 600),
	competences               text CHECK (competences ~ '\S' AND length(competences) <= 4000),
	domains                   text[] NOT NULL DEFAULT '{}' CHECK (domains <@ ARRAY['mutual_information', 'communication', 'expertise', 'individual_support']),
	approved_by               text CHECK (approved_by ~ '\S' AND length(approved_by) <= 160),
	approved_on               date,
	approval_document_id      uuid REFERENCES protocol_document (id),
	email_confirmed_at        timestamptz,
	sent_at                   timestamptz,
	submitted_at              timestamptz,
	candidate_organisation_id uuid REFERENCES organisation (id),

	question                  text CHECK (question ~ '\S' AND length(question) <= 4000),
	review_began_on           date,
	opinions_due_on           date CHECK (opinions_due_on > review_began_on),
	reminded_on               date,
	meeting_on                date CHECK (meeting_on > opinions_due_on),
	decided_on                date CHECK (decided_on > opinions_due_on),
	decision_reason           text CHECK (decision_reason ~ '\S' AND length(decision_reason) <= 4000),
	minutes_reference         text CHECK (minutes_reference ~ '\S' AND length(minutes_reference) <= 160),
	decision_document_id      uuid REFERENCES protocol_document (id),
	signed_on                 date CHECK (signed_on >= decided_on),
	signature_document_id     uuid REFERENCES protocol_document (id),
	effective_on              date CHECK (effective_on >= signed_on),

	CONSTRAINT whole_when_submitted CHECK (submitted_at IS NULL OR num_nulls(coalesce(name_fr, name_nl, name_de), enterprise_number, kind,
		contact_function, competences, approved_by, approved_on, approval_document_id, email_confirmed_at) = 0
		AND cardinality(area_codes) > 0 AND cardinality(domains) > 0),
	CONSTRAINT open_file_has_an_address CHECK (state IN ('declined', 'effective', 'withdrawn') OR contact_email IS NOT NULL),
	CONSTRAINT submitted_before_review CHECK (state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL),
	CONSTRAINT asked_before_agenda CHECK (state IN ('draft', 'withdrawn', 'submitted') OR opinions_due_on IS NOT NULL),
	CONSTRAINT decided_in_a_session CHECK (state NOT IN ('admitted', 'declined', 'deferred', 'signed', 'effective') OR num_nulls(decided_on, minutes_reference) = 0),
	CONSTRAINT declined_with_reasons CHECK (state <> 'declined' OR decision_reason IS NOT NULL),
	CONSTRAINT signed_on_paper CHECK (state NOT IN ('signed', 'effective') OR num_nulls(signed_on, signature_document_id) = 0),
	CONSTRAINT effective_from_a_day CHECK (state <> 'effective' OR num_nulls(effective_on, candidate_organisation_id) = 0)
);
CREATE INDEX accession_state ON accession (state, submitted_at);
CREATE INDEX accession_enterprise_number ON accession (enterprise_number);
CREATE INDEX accession_contact_email ON accession (lower(contact_email));
CREATE INDEX accession_candidate_organisation_id ON accession (candidate_organisation_id);
CREATE INDEX accession_approval_document_id ON accession (approval_document_id);
CREATE INDEX accession_decision_document_id ON accession (decision_document_id);
CREATE INDEX accession_signature_document_id ON accession (signature_document_id);
COMMENT ON TABLE accession IS 'room: protocol. A public entity''s way into the protocol, one row a file. Not public: whoever applies, the secretariat, and from the review on the parties.';
COMMENT ON COLUMN accession.version IS 'How many moves it has made: whoever decides names the version they read.';
COMMENT ON COLUMN accession.contact_function IS 'The contact person, by function.';
COMMENT ON COLUMN accession.contact_email IS 'Where mail about the file goes. NULL once erased, a year after the file is closed.';
COMMENT ON COLUMN accession.enterprise_number IS 'In the Crossroads Bank for Enterprises (KBO/BCE), ten digits with right check digits.';
COMMENT ON COLUMN accession.sent_at IS 'When whoever applies sent it. It counts as submitted once the address is confirmed.';
COMMENT ON COLUMN accession.candidate_organisation_id IS 'The organisation that applies, where the directory knows it: nobody who works there judges the file.';
COMMENT ON COLUMN accession.question IS 'What the secretariat found missing, while the file is back with whoever applies.';

CREATE TABLE accession_link (
	secret_hash  bytea PRIMARY KEY CHECK (length(secret_hash) = 32),
	accession_id uuid NOT NULL REFERENCES accession (id) ON DELETE CASCADE,
	confirms     text CHECK (length(confirms) <= 254),
	made_at      timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz NOT NULL DEFAULT now() + interval '180 days' CHECK (expires_at > made_at)
);
CREATE INDEX accession_link_accession_id ON accession_link (accession_id);
COMMENT ON TABLE accession_link IS 'room: protocol. The links that open a file to whoever applies; each mail carries one of its own, because none can be read back here.';
COMMENT ON COLUMN accession_link.secret_hash IS 'SHA-256 of what the link carries besides the id.';
COMMENT ON COLUMN accession_link.confirms IS 'The address that this link was sent to in order to confirm it.';

CREATE TABLE accession_opinion (
	accession_id    uuid NOT NULL REFERENCES accession (id),
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	due_on          date NOT NULL,
	opinion         text CHECK (opinion IN ('favourable', 'reserved', 'unfavourable', 'no_opinion')),
	reasons         text CHECK (reasons ~ '\S' AND length(reasons) <= 4000),
	given_at        timestamptz,
	given_by        uuid REFERENCES staff_member (id),
	revision        integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
	PRIMARY KEY (accession_id, organisation_id),
	CHECK (num_nulls(opinion, given_at, given_by) IN (0, 3) AND (revision = 0) = (opinion IS NULL)),
	CHECK (opinion NOT IN ('reserved', 'unfavourable') OR reasons IS NOT NULL)
);
CREATE INDEX accession_opinion_organisation_id ON accession_opinion (organisation_id);
CREATE INDEX accession_opinion_given_by ON accession_opinion (given_by);
COMMENT ON TABLE accession_opinion IS 'room: protocol. The opinion asked of each party when the review began, and given until the day it is due; until given its opinion is NULL.';

CREATE TABLE accession_move (
	accession_id uuid NOT NULL REFERENCES accession (id) ON DELETE CASCADE,
	number       integer NOT NULL CHECK (number >= 1),
	move         text NOT NULL CHECK (move IN ('submit', 'ask_back', 'start_review', 'put_on_agenda', 'admit', 'decline', 'defer', 'sign', 'plan_effect', 'take_effect', 'withdraw')),
	to_state     text NOT NULL,
	made_at      timestamptz NOT NULL DEFAULT now(),
	made_by      text NOT NULL CHECK (made_by IN ('applicant', 'secretariat', 'system')),
	person_id    uuid REFERENCES staff_member (id),
	PRIMARY KEY (accession_id, number)
);
CREATE INDEX accession_move_person_id ON accession_move (person_id);
COMMENT ON TABLE accession_move IS 'room: protocol. Every move of a file; number is the version it made.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Only the moves of the protocol, whoever asks

CREATE FUNCTION refuse_other_move() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
			('draft', 'submitted'), ('submitted', 'draft'), ('submitted', 'under_review'), ('under_review', 'on_agenda'), ('deferred', 'on_agenda'),
			('on_agenda', 'admitted'), ('on_agenda', 'declined'), ('on_agenda', 'deferred'), ('admitted', 'signed'), ('signed', 'effective'),
			('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('under_review', 'withdrawn'), ('on_agenda', 'withdrawn'), ('admitted', 'withdrawn'),
			('deferred', 'withdrawn'), ('signed', 'withdrawn')) THEN
			RAISE EXCEPTION 'accession: no move leads from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
		END IF;
		-- What is judged does not change under those who judge it.
		IF OLD.state <> 'draft' AND (NEW.name_fr, NEW.name_nl, NEW.name_de, NEW.enterprise_number, NEW.kind, NEW.area_codes, NEW.competences, NEW.domains,
			NEW.approved_by, NEW.approved_on, NEW.approval_document_id) IS DISTINCT FROM (OLD.name_fr, OLD.name_nl, OLD.name_de, OLD.enterprise_number,
			OLD.kind, OLD.area_codes, OLD.competences, OLD.domains, OLD.approved_by, OLD.approved_on, OLD.approval_document_id) THEN
			RAISE EXCEPTION 'accession: a file that was submitted no longer changes' USING ERRCODE = '23514';
		END IF;
		IF NEW.version NOT IN (OLD.version, OLD.version + 1) OR NEW.state <> OLD.state AND NEW.version = OLD.version THEN
			RAISE EXCEPTION 'accession: a move makes the next version' USING ERRCODE = '23514';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_other_move BEFORE UPDATE ON accession FOR EACH ROW EXECUTE FUNCTION refuse_other_move();

-- ---------------------------------------------------------------------------------------------------------------------
-- Whoever applies has no account: the link is the key

CREATE FUNCTION enter_accession(wanted uuid, presented bytea) RETURNS text
	LANGUAGE plpgsql VOLATILE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	DECLARE
		link accession_link;
	BEGIN
		SELECT * INTO link FROM accession_link l WHERE l.secret_hash = presented AND l.accession_id = wanted AND l.expires_at > now();
		IF link.accession_id IS NULL THEN RETURN NULL; END IF;
		PERFORM set_config('app.accession', wanted::text, true);
		RETURN coalesce(link.confirms, '');
	END
	$$;
COMMENT ON FUNCTION enter_accession(uuid, bytea) IS 'Lets the transaction work on this file, if the link opens it: then the address the link confirms, or nothing. Else NULL. With the rights of the owner: nobody may read the links.';
REVOKE EXECUTE ON FUNCTION enter_accession(uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_accession(uuid, bytea) TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['accession', 'accession_link', 'accession_opinion', 'accession_move'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
	END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON accession TO maillage_app;
GRANT INSERT ON accession_link TO maillage_app;
GRANT SELECT, INSERT, UPDATE ON accession_opinion TO maillage_app;
GRANT SELECT, INSERT ON accession_move TO maillage_app;

-- Whoever applies: their file alone.
CREATE POLICY applicant_reads ON accession FOR SELECT TO maillage_app USING (id = acting_accession());
CREATE POLICY applicant_begins ON accession FOR INSERT TO maillage_app WITH CHECK (id = acting_accession() AND state = 'draft');
CREATE POLICY applicant_writes ON accession FOR UPDATE TO maillage_app USING (id = acting_accession()) WITH CHECK (id = acting_accession());
CREATE POLICY applicant ON accession_link FOR INSERT TO maillage_app WITH CHECK (accession_id = acting_accession());
CREATE POLICY applicant ON accession_move TO maillage_app USING (accession_id = acting_accession()) WITH CHECK (accession_id = acting_accession());

-- The secretariat: what was submitted once, but for the files of an organisation one works in oneself.
CREATE POLICY secretariat_reads ON accession FOR SELECT TO maillage_app USING (acting_role() = 'secretariat' AND submitted_at IS NOT NULL);
CREATE POLICY secretariat_moves ON accession FOR UPDATE TO maillage_app
	USING (acting_role() = 'secretariat' AND submitted_at IS NOT NULL AND NOT EXISTS (
		SELECT FROM role_grant g WHERE g.person_id = acting_person() AND g.organisation_id = candidate_organisation_id AND g.withdrawn_at IS NULL))
	WITH CHECK (acting_role() = 'secretariat');
CREATE POLICY secretariat ON accession_link FOR INSERT TO maillage_app WITH CHECK (acting_role() = 'secretariat');
CREATE POLICY secretariat ON accession_move TO maillage_app USING (acting_role() = 'secretariat') WITH CHECK (acting_role() = 'secretariat');
CREATE POLICY secretariat_reads ON accession_opinion FOR SELECT TO maillage_app USING (acting_role() = 'secretariat');
CREATE POLICY secretariat_asks ON accession_opinion FOR INSERT TO maillage_app WITH CHECK (acting_role() = 'secretariat' AND opinion IS NULL);

-- A party: what it was asked about, and its own opinion.
CREATE POLICY asked ON accession_opinion FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'committee_member'));
CREATE POLICY asked_answers ON accession_opinion FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND acting_role() IN ('organisation_administrator', 'committee_member'))
	WITH CHECK (organisation_id = acting_organisation() AND given_by = acting_person());
CREATE POLICY asked ON accession FOR SELECT TO maillage_app
	USING (acting_role() IN ('organisation_administrator', 'committee_member')
		AND EXISTS (SELECT FROM accession_opinion o WHERE o.accession_id = accession.id AND o.organisation_id = acting_organisation()));

-- Maillage itself: links that were lost, reminders, days that have come, drafts that nobody came back to.
CREATE POLICY system ON accession TO maillage_app USING (acting_role() = 'system')
	WITH CHECK (acting_role() = 'system');
CREATE POLICY system ON accession_link FOR INSERT TO maillage_app WITH CHECK (acting_role() = 'system');
CREATE POLICY system ON accession_move TO maillage_app USING (acting_role() = 'system') WITH CHECK (acting_role() = 'system');
CREATE POLICY system_reads ON accession_opinion FOR SELECT TO maillage_app USING (acting_role() = 'system');

-- Whoever sees a file sees its documents.
CREATE POLICY of_an_accession ON protocol_document FOR SELECT TO maillage_app
	USING (EXISTS (SELECT FROM accession a WHERE protocol_document.id IN (a.approval_document_id, a.decision_document_id, a.signature_document_id)));

-- What an applicant replaced, or left with a draft that nobody came back to, does not stay.
GRANT DELETE ON protocol_document TO maillage_app;
CREATE POLICY left_by_applicants ON protocol_document FOR DELETE TO maillage_app USING (acting_role() = 'system' AND uploaded_by IS NULL);

-- The secretariat, or Maillage itself, gives a new party its place in the directory.
GRANT INSERT ON organisation TO maillage_app;
CREATE POLICY partners_are_admitted ON organisation FOR INSERT TO maillage_app
	WITH CHECK (origin = 'partner' AND coalesce(acting_role() IN ('secretariat', 'system'), false));
