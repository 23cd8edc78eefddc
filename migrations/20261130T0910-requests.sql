-- Requests: a person writes to a service in confidence, and goes on with the conversation. What is written is sealed before it comes here.

CREATE FUNCTION acting_request() RETURNS uuid
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.request', true), '')::uuid;
COMMENT ON FUNCTION acting_request() IS 'The request whose receipt was shown: the transaction acts for the person who wrote it, and sees that one alone.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What an organisation decides

CREATE TABLE retention_rule (
	organisation_id      uuid PRIMARY KEY REFERENCES organisation (id),
	months_after_closing smallint NOT NULL CHECK (months_after_closing BETWEEN 0 AND 120),
	months_unused        smallint NOT NULL CHECK (months_unused BETWEEN 1 AND 120),
	legal_fr             text CHECK (legal_fr ~ '\S' AND length(legal_fr) <= 4000),
	legal_nl             text CHECK (legal_nl ~ '\S' AND length(legal_nl) <= 4000),
	legal_de             text CHECK (legal_de ~ '\S' AND length(legal_de) <= 4000),
	legal_en             text CHECK (legal_en ~ '\S' AND length(legal_en) <= 4000),
	set_by               uuid NOT NULL REFERENCES staff_member (id),
	set_at               timestamptz NOT NULL DEFAULT now(),
	CHECK (num_nonnulls(legal_fr, legal_nl, legal_de, legal_en) >= 1)
);
CREATE INDEX retention_rule_set_by ON retention_rule (set_by);
COMMENT ON TABLE retention_rule IS 'room: requests. How long requests are kept, and why, in the words of the organisation. There is no default: nobody but the organisation can say what law it follows.';
COMMENT ON COLUMN retention_rule.months_unused IS 'After so many months in which neither side wrote, and the receipt was not used.';

CREATE TABLE request_intake (
	organisation_id uuid NOT NULL,
	service_id      uuid PRIMARY KEY,
	team_id         uuid NOT NULL,
	is_open         boolean NOT NULL DEFAULT false,
	promised_days   smallint NOT NULL CHECK (promised_days BETWEEN 1 AND 30),
	without_script  boolean NOT NULL,
	signs_as        text NOT NULL CHECK (signs_as IN ('role', 'name')),
	changed_by      uuid NOT NULL REFERENCES staff_member (id),
	changed_at      timestamptz NOT NULL DEFAULT now(),
	UNIQUE (organisation_id, service_id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	FOREIGN KEY (organisation_id, team_id) REFERENCES team (organisation_id, id)
);
CREATE INDEX request_intake_team ON request_intake (organisation_id, team_id);
CREATE INDEX request_intake_changed_by ON request_intake (changed_by);
COMMENT ON TABLE request_intake IS 'room: requests. Which team reads what is written to a service, and what it promises. Opens only once two people of the team hold its key.';
COMMENT ON COLUMN request_intake.promised_days IS 'Working days within which the team answers.';
COMMENT ON COLUMN request_intake.without_script IS 'Whether one may write without JavaScript: the server then seals in its memory what it has read.';
COMMENT ON COLUMN request_intake.signs_as IS 'Whether the person reads the role or the name of who answers.';

CREATE FUNCTION refuse_intake_without_holders() RETURNS trigger
	LANGUAGE plpgsql
	AS $$
	BEGIN
		IF NOT NEW.is_open OR (TG_OP = 'UPDATE' AND OLD.is_open AND OLD.team_id = NEW.team_id) THEN RETURN NEW; END IF;
		IF (SELECT count(*) FROM team_key k JOIN team_key_wrap w USING (organisation_id, team_id, epoch)
			WHERE k.organisation_id = NEW.organisation_id AND k.team_id = NEW.team_id AND k.state = 'current') < 2 THEN
			RAISE EXCEPTION 'two key-holders' USING ERRCODE = 'check_violation', CONSTRAINT = 'request_intake_two_holders';
		END IF;
		IF NOT EXISTS (SELECT FROM retention_rule r WHERE r.organisation_id = NEW.organisation_id) THEN
			RAISE EXCEPTION 'no retention rule' USING ERRCODE = 'check_violation', CONSTRAINT = 'request_intake_retention_rule';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER two_holders BEFORE INSERT OR UPDATE ON request_intake FOR EACH ROW EXECUTE FUNCTION refuse_intake_without_holders();

-- ---------------------------------------------------------------------------------------------------------------------
-- Requests

CREATE TABLE request_locator (
	locator        text PRIMARY KEY CHECK (locator ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
	reserved_until timestamptz NOT NULL
);
CREATE INDEX request_locator_reserved_until ON request_locator (reserved_until);
COMMENT ON TABLE request_locator IS 'room: requests. Locators given to whoever is about to send, so that a receipt can be written down before; forgotten the next day if nothing was sent.';

CREATE TABLE request (
	organisation_id     uuid NOT NULL,
	id                  uuid NOT NULL,
	team_id             uuid NOT NULL,
	service_id          uuid NOT NULL,
	language            text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	without_script      boolean NOT NULL,
	locator             text NOT NULL UNIQUE CHECK (locator ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
	salt                bytea NOT NULL CHECK (length(salt) = 16),
	authentication_hash bytea NOT NULL CHECK (length(authentication_hash) = 32),
	person_key          bytea NOT NULL CHECK (length(person_key) = 32),
	epoch               integer NOT NULL,
	intake_wrap         bytea CHECK (length(intake_wrap) <= 8192),
	requester_wrap      bytea NOT NULL CHECK (length(requester_wrap) <= 2048),
	vault_wrap          bytea CHECK (length(vault_wrap) <= 2048),
	vault_epoch         integer,
	next_vault_wrap     bytea CHECK (length(next_vault_wrap) <= 2048),
	next_vault_epoch    integer,
	card                bytea CHECK (length(card) <= 8192),
	card_version        integer NOT NULL DEFAULT 0,
	retention_month     date NOT NULL CHECK (extract(day FROM retention_month) = 1),
	state               text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'received', 'in_conversation', 'answered', 'became_support', 'oriented', 'closed')),
	version             integer NOT NULL DEFAULT 1,
	waits_for_team      boolean NOT NULL DEFAULT true,
	sent_at             timestamptz NOT NULL DEFAULT now(),
	due_on              date NOT NULL,
	received_at         timestamptz,
	answered_at         timestamptz,
	last_written_at     timestamptz NOT NULL DEFAULT now(),
	closed_at           timestamptz,
	close_reason        text CHECK (close_reason IN ('answered', 'oriented', 'no_more_news', 'not_for_us', 'wish_of_person', 'other')),
	assignee_id         uuid REFERENCES staff_member (id),
	reminded_on         date,
	escalated_on        date,
	PRIMARY KEY (organisation_id, id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	FOREIGN KEY (organisation_id, team_id, epoch) REFERENCES team_key (organisation_id, team_id, epoch),
	FOREIGN KEY (organisation_id, team_id, vault_epoch) REFERENCES team_key (organisation_id, team_id, epoch),
	CHECK ((state = 'sent') = (received_at IS NULL)),
	CHECK (state = 'sent' OR (vault_wrap IS NOT NULL AND vault_epoch IS NOT NULL)),
	FOREIGN KEY (organisation_id, team_id, next_vault_epoch) REFERENCES team_key (organisation_id, team_id, epoch),
	CHECK (num_nulls(vault_wrap, vault_epoch) IN (0, 2)),
	CHECK (num_nulls(next_vault_wrap, next_vault_epoch) IN (0, 2)),
	CHECK (intake_wrap IS NOT NULL OR vault_wrap IS NOT NULL),
	CHECK ((state IN ('closed', 'oriented', 'became_support')) = (closed_at IS NOT NULL)),
	CHECK ((card IS NULL) = (card_version = 0))
);
ALTER TABLE request ALTER COLUMN intake_wrap SET STORAGE EXTERNAL, ALTER COLUMN requester_wrap SET STORAGE EXTERNAL,
	ALTER COLUMN vault_wrap SET STORAGE EXTERNAL, ALTER COLUMN next_vault_wrap SET STORAGE EXTERNAL, ALTER COLUMN card SET STORAGE EXTERNAL;
CREATE INDEX request_of_team ON request (organisation_id, team_id, sent_at, id);
CREATE INDEX request_service ON request (organisation_id, service_id);
CREATE INDEX request_epoch ON request (organisation_id, team_id, epoch);
CREATE INDEX request_vault_epoch ON request (organisation_id, team_id, vault_epoch);
CREATE INDEX request_next_vault_epoch ON request (organisation_id, team_id, next_vault_epoch) WHERE next_vault_epoch IS NOT NULL;
CREATE INDEX request_assignee ON request (assignee_id);
CREATE INDEX request_due ON request (due_on) WHERE waits_for_team AND closed_at IS NULL;
CREATE INDEX request_retention_month ON request (retention_month);
COMMENT ON TABLE request IS 'room: requests. What a person wrote to a service in confidence: how it is found and opened, and where it stands. What was written is in request_object, sealed. Withdrawn, the row is gone.';
COMMENT ON COLUMN request.locator IS 'First six characters of the receipt. By chance, and of no organisation: it tells nothing.';
COMMENT ON COLUMN request.authentication_hash IS 'SHA-256 of what the receipt proves itself with.';
COMMENT ON COLUMN request.person_key IS 'Ed25519, of the receipt: what the person writes later is signed with it. It stands in the sealed content too.';
COMMENT ON COLUMN request.epoch IS 'Of the team''s intake it was sealed to.';
COMMENT ON COLUMN request.intake_wrap IS 'Its key, sealed to the team''s intake, under the outer layer of the retention month. NULL once wrapped in the vault.';
COMMENT ON COLUMN request.requester_wrap IS 'Its key, for whoever holds the receipt, under the outer layer.';
COMMENT ON COLUMN request.vault_wrap IS 'Its key and that of its notes, for the team, under the outer layer: made when it is opened first.';
COMMENT ON COLUMN request.next_vault_wrap IS 'While the team renews its key: the same under the new one, until it was read back and opened. Then it takes the place of the old.';
COMMENT ON COLUMN request.card IS 'The line of the list, sealed: a title and a name to call by.';
COMMENT ON COLUMN request.waits_for_team IS 'The last word is the person''s.';
COMMENT ON COLUMN request.due_on IS 'The day by which an answer is promised.';
COMMENT ON COLUMN request.retention_month IS 'At the end of which it becomes unreadable. Moves on while it is in use.';

CREATE FUNCTION refuse_forgetting_needed_secret() RETURNS trigger
	LANGUAGE plpgsql
	AS $$
	BEGIN
		-- Whoever is sending to an older epoch at this moment has its row: they are waited for.
		PERFORM FROM team_key k WHERE k.organisation_id = NEW.organisation_id AND k.team_id = NEW.team_id AND k.epoch < NEW.epoch FOR UPDATE;
		IF EXISTS (SELECT FROM request r WHERE r.organisation_id = NEW.organisation_id AND r.team_id = NEW.team_id
			AND coalesce(r.vault_epoch, r.epoch) < NEW.epoch) THEN
			RAISE EXCEPTION 'older requests need it' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_key_previous_secret_needed';
		END IF;
		RETURN NEW;
	END
	$$;
COMMENT ON FUNCTION refuse_forgetting_needed_secret() IS 'The secret of the epoch before is kept as long as a request opens with it alone.';
CREATE TRIGGER needed_secret BEFORE UPDATE OF previous_secret ON team_key FOR EACH ROW
	WHEN (OLD.previous_secret IS NOT NULL AND NEW.previous_secret IS NULL) EXECUTE FUNCTION refuse_forgetting_needed_secret();

CREATE TABLE request_object (
	organisation_id uuid NOT NULL,
	request_id      uuid NOT NULL,
	id              uuid NOT NULL,
	number          bigint GENERATED ALWAYS AS IDENTITY,
	kind            text NOT NULL CHECK (kind IN ('message', 'answer', 'note', 'file')),
	version         integer NOT NULL DEFAULT 1 CHECK (version >= 1),
	by_team         boolean NOT NULL,
	author_id       uuid REFERENCES staff_member (id),
	signing_key     bytea CHECK (length(signing_key) = 32),
	written_at      timestamptz NOT NULL DEFAULT now(),
	sealed          bytea NOT NULL CHECK (length(sealed) <= 12582912),
	PRIMARY KEY (organisation_id, request_id, id),
	FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id) ON DELETE CASCADE,
	CHECK (by_team = (author_id IS NOT NULL)),
	CHECK (by_team = (signing_key IS NOT NULL)),
	CHECK (kind <> 'message' OR NOT by_team),
	CHECK (kind NOT IN ('answer', 'note') OR by_team)
);
ALTER TABLE request_object ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE INDEX request_object_number ON request_object (organisation_id, request_id, number);
CREATE INDEX request_object_author ON request_object (author_id);
COMMENT ON TABLE request_object IS 'room: requests. One sealed thing of a request: what the person wrote, an answer, a note of the team, a file. A note has another key: the receipt does not open it.';
COMMENT ON COLUMN request_object.signing_key IS 'Of who answered, as it was on that day: the answer is signed with its other half.';

CREATE TABLE request_opening (
	organisation_id uuid NOT NULL,
	request_id      uuid NOT NULL,
	number          bigint GENERATED ALWAYS AS IDENTITY,
	person_id       uuid NOT NULL REFERENCES staff_member (id),
	role            text NOT NULL CHECK (role IN ('coordinator', 'professional')),
	opened_at       timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, request_id, number),
	FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX request_opening_person ON request_opening (person_id);
COMMENT ON TABLE request_opening IS 'room: requests. Who of the team opened a request, and when: the person sees the role, the team and the time.';

CREATE TABLE request_presence (
	organisation_id uuid NOT NULL,
	request_id      uuid NOT NULL,
	person_id       uuid NOT NULL REFERENCES staff_member (id),
	until           timestamptz NOT NULL,
	PRIMARY KEY (organisation_id, request_id, person_id),
	FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX request_presence_person ON request_presence (person_id);
COMMENT ON TABLE request_presence IS 'room: requests. Who of the team is writing an answer right now, so that a second one sees it beforehand.';

CREATE TABLE request_notice (
	organisation_id uuid NOT NULL,
	request_id      uuid NOT NULL,
	channel         text NOT NULL CHECK (channel IN ('mail')),
	address         bytea NOT NULL CHECK (length(address) <= 2048),
	language        text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	told_at         timestamptz,
	PRIMARY KEY (organisation_id, request_id),
	FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE request_notice IS 'room: requests. Where to say that there is something to read, if the person wished so: closed by the retention key of the request; no member of staff reads it.';
COMMENT ON COLUMN request_notice.told_at IS 'Told once, until the person has come back.';

CREATE TABLE request_template (
	organisation_id uuid NOT NULL,
	team_id         uuid NOT NULL,
	id              uuid NOT NULL DEFAULT gen_random_uuid(),
	language        text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	title           text NOT NULL CHECK (title ~ '\S' AND length(title) <= 120),
	words           text NOT NULL CHECK (words ~ '\S' AND length(words) <= 5000),
	version         integer NOT NULL DEFAULT 1,
	PRIMARY KEY (organisation_id, id),
	FOREIGN KEY (organisation_id, team_id) REFERENCES team (organisation_id, id)
);
CREATE INDEX request_template_team ON request_template (organisation_id, team_id, language, title);
COMMENT ON TABLE request_template IS 'room: requests. Words that a team often uses. Not sealed: nothing of a person belongs in them.';

CREATE TABLE request_tally (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	month           date NOT NULL CHECK (extract(day FROM month) = 1),
	outcome         text NOT NULL CHECK (outcome IN ('sent', 'withdrawn', 'erased')),
	count           integer NOT NULL CHECK (count >= 0),
	PRIMARY KEY (organisation_id, service_id, month, outcome),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE request_tally IS 'room: requests. Bare counts by month: what remains of a request that was withdrawn or erased.';

CREATE TABLE erasure_certificate (
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	id              uuid NOT NULL DEFAULT gen_random_uuid(),
	month           date NOT NULL,
	key_hash        bytea NOT NULL CHECK (length(key_hash) = 32),
	requests        integer NOT NULL CHECK (requests >= 0),
	objects         integer NOT NULL CHECK (objects >= 0),
	erased_at       timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, id)
);
CREATE INDEX erasure_certificate_erased_at ON erasure_certificate (organisation_id, erased_at DESC);
COMMENT ON TABLE erasure_certificate IS 'room: requests. That the key of a month was destroyed, and how much was erased with it; of content, nothing.';
COMMENT ON COLUMN erasure_certificate.key_hash IS 'SHA-256 of the destroyed key: shows later which one it was, and opens nothing.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['retention_rule', 'request_intake', 'request_locator', 'request', 'request_object', 'request_opening', 'request_presence', 'request_notice', 'request_template', 'request_tally', 'erasure_certificate'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO maillage_app', name);
	END LOOP;
END
$$;

GRANT UPDATE ON retention_rule, request_intake TO maillage_app;
CREATE POLICY own_organisation ON retention_rule TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());
CREATE POLICY asking_reads ON retention_rule FOR SELECT TO maillage_app
	USING (acting_part() = 'asking');
CREATE POLICY own_organisation ON request_intake TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());
-- Anyone sees where one can write, and to whom what is written is sealed.
CREATE POLICY anyone_sees_open ON request_intake FOR SELECT TO maillage_app USING (is_open AND acting_part() = 'asking');
CREATE POLICY anyone_seals_to ON team_key FOR SELECT TO maillage_app
	USING (acting_part() = 'asking' AND state = 'current' AND EXISTS (
		SELECT FROM request_intake i WHERE i.organisation_id = team_key.organisation_id AND i.team_id = team_key.team_id AND i.is_open));
CREATE POLICY anyone_counts_holders ON team_key_wrap FOR SELECT TO maillage_app
	USING (acting_part() = 'asking' AND EXISTS (
		SELECT FROM request_intake i WHERE i.organisation_id = team_key_wrap.organisation_id AND i.team_id = team_key_wrap.team_id AND i.is_open));
CREATE POLICY anyone_reads_the_team ON team FOR SELECT TO maillage_app
	USING (acting_part() = 'asking' AND EXISTS (
		SELECT FROM request_intake i WHERE i.organisation_id = team.organisation_id AND i.team_id = team.id AND i.is_open));
CREATE POLICY public_reads_the_team ON team FOR SELECT TO maillage_public
	USING (EXISTS (SELECT FROM request_intake i WHERE i.organisation_id = team.organisation_id AND i.team_id = team.id AND i.is_open));
CREATE POLICY public_sees_open ON request_intake FOR SELECT TO maillage_public USING (is_open);
GRANT SELECT (organisation_id, service_id, team_id, is_open, promised_days, without_script) ON request_intake TO maillage_public;
GRANT SELECT (organisation_id, id, name) ON team TO maillage_public;
CREATE POLICY public_seals_to ON team_key FOR SELECT TO maillage_public
	USING (state = 'current' AND EXISTS (
		SELECT FROM request_intake i WHERE i.organisation_id = team_key.organisation_id AND i.team_id = team_key.team_id AND i.is_open));
GRANT SELECT (organisation_id, team_id, epoch, state, intake_recipient, current_from) ON team_key TO maillage_public;
-- That somebody holds the key: who, and their files, the public does not read.
CREATE POLICY public_counts_holders ON team_key_wrap FOR SELECT TO maillage_public
	USING (EXISTS (
		SELECT FROM request_intake i WHERE i.organisation_id = team_key_wrap.organisation_id AND i.team_id = team_key_wrap.team_id AND i.is_open));
GRANT SELECT (organisation_id, team_id, epoch) ON team_key_wrap TO maillage_public;

CREATE FUNCTION open_intake(asked uuid) RETURNS jsonb
	LANGUAGE sql STABLE
	RETURN (
		SELECT jsonb_build_object('organisationId', i.organisation_id, 'teamId', i.team_id, 'teamName', t.name,
			'promisedDays', i.promised_days, 'withoutScript', i.without_script, 'epoch', k.epoch, 'recipient', k.intake_recipient)
		FROM request_intake i
		JOIN team t ON t.organisation_id = i.organisation_id AND t.id = i.team_id
		JOIN team_key k ON k.organisation_id = i.organisation_id AND k.team_id = i.team_id AND k.state = 'current'
		WHERE i.service_id = asked AND i.is_open AND EXISTS (
			SELECT FROM team_key_wrap w WHERE w.organisation_id = k.organisation_id AND w.team_id = k.team_id AND w.epoch = k.epoch));
COMMENT ON FUNCTION open_intake(uuid) IS 'Who reads what is written to this service in confidence, and to what it is sealed; NULL where nobody takes it now, or nobody holds the key. Sees what its caller may.';

GRANT DELETE ON request_locator TO maillage_app;
CREATE POLICY asking ON request_locator TO maillage_app USING (acting_part() = 'asking') WITH CHECK (acting_part() = 'asking');
CREATE POLICY old_forgotten ON request_locator TO maillage_app USING (acting_part() = 'forgetting' AND reserved_until < now());

-- The team, and nobody else of its organisation.
GRANT UPDATE (intake_wrap, requester_wrap, vault_wrap, vault_epoch, next_vault_wrap, next_vault_epoch, card, card_version, retention_month, state, version, waits_for_team, due_on,
	received_at, answered_at, last_written_at, closed_at, close_reason, assignee_id, reminded_on, escalated_on) ON request TO maillage_app;
GRANT DELETE ON request TO maillage_app;
CREATE POLICY own_team ON request FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team() AND acting_role() IN ('coordinator', 'professional'));
CREATE POLICY own_team_works ON request FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team() AND acting_role() IN ('coordinator', 'professional'))
	WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team());
-- Whoever sends one: to a service that takes them, sealed to what its team holds now.
CREATE POLICY anyone_sends ON request FOR INSERT TO maillage_app WITH CHECK (
	acting_part() = 'asking' AND id = acting_request() AND state = 'sent' AND EXISTS (
		SELECT FROM request_intake i JOIN team_key k USING (organisation_id, team_id)
		WHERE i.organisation_id = request.organisation_id AND i.service_id = request.service_id AND i.team_id = request.team_id
		AND i.is_open AND (i.without_script OR NOT request.without_script) AND k.epoch = request.epoch AND k.state = 'current'));
-- Whoever holds the receipt: `acting_request` is set once it was checked.
CREATE POLICY by_locator ON request FOR SELECT TO maillage_app
	USING (acting_part() = 'asking' AND locator = nullif(current_setting('app.locator', true), ''));
CREATE POLICY by_receipt ON request FOR SELECT TO maillage_app USING (id = acting_request());
CREATE POLICY by_receipt_writes ON request FOR UPDATE TO maillage_app USING (id = acting_request()) WITH CHECK (id = acting_request());
CREATE POLICY by_receipt_withdraws ON request FOR DELETE TO maillage_app USING (id = acting_request());

GRANT UPDATE (version, sealed, written_at) ON request_object TO maillage_app;
CREATE POLICY own_team ON request_object FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_object.organisation_id AND r.id = request_id AND r.team_id = acting_team()));
CREATE POLICY own_team_writes ON request_object FOR INSERT TO maillage_app
	WITH CHECK (by_team AND author_id = acting_person() AND organisation_id = acting_organisation()
		AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_object.organisation_id AND r.id = request_id AND r.team_id = acting_team()));
CREATE POLICY own_notes_change ON request_object FOR UPDATE TO maillage_app
	USING (kind = 'note' AND author_id = acting_person() AND organisation_id = acting_organisation())
	WITH CHECK (kind = 'note' AND author_id = acting_person() AND organisation_id = acting_organisation());
CREATE POLICY by_receipt ON request_object FOR SELECT TO maillage_app USING (request_id = acting_request() AND kind <> 'note');
CREATE POLICY by_receipt_writes ON request_object FOR INSERT TO maillage_app
	WITH CHECK (request_id = acting_request() AND NOT by_team AND kind IN ('message', 'file'));

CREATE POLICY own_team ON request_opening FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_opening.organisation_id AND r.id = request_id AND r.team_id = acting_team()));
CREATE POLICY own_team_opens ON request_opening FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND person_id = acting_person() AND role = acting_role()
		AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_opening.organisation_id AND r.id = request_id AND r.team_id = acting_team()));
CREATE POLICY by_receipt ON request_opening FOR SELECT TO maillage_app USING (request_id = acting_request());

GRANT UPDATE, DELETE ON request_presence TO maillage_app;
CREATE POLICY own_team ON request_presence TO maillage_app
	USING (organisation_id = acting_organisation() AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_presence.organisation_id AND r.id = request_id AND r.team_id = acting_team()))
	WITH CHECK (organisation_id = acting_organisation() AND person_id = acting_person()
		AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_presence.organisation_id AND r.id = request_id AND r.team_id = acting_team()));

-- The address is for the notice alone: no member of staff reads it.
GRANT UPDATE (address, language, told_at), DELETE ON request_notice TO maillage_app;
CREATE POLICY by_receipt ON request_notice TO maillage_app USING (request_id = acting_request()) WITH CHECK (request_id = acting_request());
CREATE POLICY telling ON request_notice TO maillage_app
	USING (acting_part() = 'telling' AND organisation_id = acting_organisation()) WITH CHECK (acting_part() = 'telling' AND organisation_id = acting_organisation());

GRANT UPDATE, DELETE ON request_template TO maillage_app;
CREATE POLICY own_team ON request_template TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team()) WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team());

GRANT UPDATE (count) ON request_tally TO maillage_app;
CREATE POLICY own_organisation ON request_tally FOR SELECT TO maillage_app USING (organisation_id = acting_organisation());
CREATE POLICY counting ON request_tally TO maillage_app
	USING (acting_part() = 'counting' AND organisation_id = acting_organisation()) WITH CHECK (acting_part() = 'counting' AND organisation_id = acting_organisation());

CREATE POLICY own_organisation ON erasure_certificate FOR SELECT TO maillage_app USING (organisation_id = acting_organisation());
CREATE POLICY erasing ON erasure_certificate FOR INSERT TO maillage_app WITH CHECK (acting_part() = 'destroying' AND organisation_id = acting_organisation());

-- What is done every day: reminders see how long something waits, erasure sees what is over.
CREATE POLICY reminder_reads ON request FOR SELECT TO maillage_app USING (acting_part() = 'reminding' AND waits_for_team AND closed_at IS NULL);
CREATE POLICY reminder_notes ON request FOR UPDATE TO maillage_app
	USING (acting_part() = 'reminding' AND waits_for_team AND closed_at IS NULL) WITH CHECK (acting_part() = 'reminding');
CREATE POLICY over_seen ON request FOR SELECT TO maillage_app
	USING (acting_part() = 'destroying' AND retention_month + interval '1 month' <= (now() AT TIME ZONE 'Europe/Brussels')::date);
CREATE POLICY over_erased ON request FOR DELETE TO maillage_app
	USING (acting_part() = 'destroying' AND retention_month + interval '1 month' <= (now() AT TIME ZONE 'Europe/Brussels')::date);
CREATE POLICY over_counted ON request_object FOR SELECT TO maillage_app
	USING (acting_part() = 'destroying' AND EXISTS (SELECT FROM request r WHERE r.organisation_id = request_object.organisation_id AND r.id = request_id));
