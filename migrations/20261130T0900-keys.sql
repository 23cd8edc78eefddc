-- Keys: what each member of a team opens with, what a team has in common, recovery, and the keys whose end is the end of what they close.
-- The server holds public halves and sealed files. What opens them is made in a browser and stays there.

CREATE TABLE server_secret (
	name    text PRIMARY KEY CHECK (name ~ '^[a-z_]{3,40}$'),
	secret  bytea NOT NULL CHECK (length(secret) = 32),
	made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE server_secret IS 'house: web. What the processes behind one address have in common: it signs what a form carries, and opens nobody''s content.';

-- ---------------------------------------------------------------------------------------------------------------------
-- People

CREATE TABLE staff_key (
	id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	person_id   uuid NOT NULL REFERENCES staff_member (id),
	recipient   text NOT NULL CHECK (recipient ~ '^age1[02-9ac-hj-np-z]{58}$'),
	signing_key bytea NOT NULL CHECK (length(signing_key) = 32),
	made_at     timestamptz NOT NULL DEFAULT now(),
	retired_at  timestamptz CHECK (retired_at >= made_at),
	UNIQUE (person_id, id)
);
CREATE UNIQUE INDEX staff_key_current ON staff_key (person_id) WHERE retired_at IS NULL;
COMMENT ON TABLE staff_key IS 'room: keys. The public half of a professional''s own identity (age, X25519). Who has lost every way to open it makes another, and is given the team''s secret again.';
COMMENT ON COLUMN staff_key.signing_key IS 'Ed25519: what they answer is signed with its other half.';

CREATE TABLE staff_key_slot (
	id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	person_id  uuid NOT NULL,
	key_id     uuid NOT NULL,
	kind       text NOT NULL CHECK (kind IN ('passphrase', 'passkey', 'recovery_code')),
	label      text CHECK (label ~ '\S' AND length(label) <= 80),
	credential text CHECK (length(credential) <= 2000),
	file       bytea NOT NULL CHECK (length(file) BETWEEN 100 AND 8192),
	made_at    timestamptz NOT NULL DEFAULT now(),
	checked_at timestamptz,
	FOREIGN KEY (person_id, key_id) REFERENCES staff_key (person_id, id),
	CHECK ((kind = 'passkey') = (credential IS NOT NULL))
);
CREATE INDEX staff_key_slot_key ON staff_key_slot (person_id, key_id);
CREATE UNIQUE INDEX staff_key_slot_only ON staff_key_slot (person_id, key_id, kind) WHERE kind <> 'passkey';
COMMENT ON TABLE staff_key_slot IS 'room: keys. One way to open one''s own identity: an age file of it, under a passphrase, a passkey or a printed code.';
COMMENT ON COLUMN staff_key_slot.credential IS 'Which passkey to ask for, as age writes it (AGE-PLUGIN-FIDO2PRF-1…).';
COMMENT ON COLUMN staff_key_slot.checked_at IS 'When it was typed again and opened the identity: proof that it was kept.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Teams

CREATE TABLE team_key (
	organisation_id  uuid NOT NULL,
	team_id          uuid NOT NULL,
	epoch            integer NOT NULL CHECK (epoch >= 1),
	state            text NOT NULL CHECK (state IN ('preparing', 'current', 'past')),
	intake_recipient text NOT NULL CHECK (intake_recipient ~ '^age1pq1[02-9ac-hj-np-z]+$' AND length(intake_recipient) BETWEEN 1900 AND 2000),
	previous_secret  bytea CHECK (length(previous_secret) <= 1024),
	made_by          uuid NOT NULL REFERENCES staff_member (id),
	made_at          timestamptz NOT NULL DEFAULT now(),
	current_from     timestamptz,
	past_from        timestamptz,
	renewal_due_since timestamptz,
	PRIMARY KEY (organisation_id, team_id, epoch),
	FOREIGN KEY (organisation_id, team_id) REFERENCES team (organisation_id, id),
	CHECK (state = 'preparing' OR current_from IS NOT NULL),
	CHECK ((state = 'past') = (past_from IS NOT NULL))
);
CREATE UNIQUE INDEX team_key_current ON team_key (organisation_id, team_id) WHERE state = 'current';
CREATE UNIQUE INDEX team_key_preparing ON team_key (organisation_id, team_id) WHERE state = 'preparing';
CREATE INDEX team_key_made_by ON team_key (made_by);
COMMENT ON TABLE team_key IS 'room: keys. One epoch of what a team''s key-holders have in common: the public half of its intake. The secret itself is in no table.';
COMMENT ON COLUMN team_key.renewal_due_since IS 'Someone held this epoch''s secret who no longer should: what comes from now on is to be sealed to another.';
COMMENT ON COLUMN team_key.previous_secret IS 'The secret of the epoch before, sealed under the vault key of this one; NULL once nothing needs it any more.';

CREATE TABLE team_key_wrap (
	organisation_id uuid NOT NULL,
	team_id         uuid NOT NULL,
	epoch           integer NOT NULL,
	person_id       uuid NOT NULL,
	key_id          uuid NOT NULL,
	file            bytea NOT NULL CHECK (length(file) BETWEEN 100 AND 8192),
	vouch           bytea CHECK (length(vouch) <= 1024),
	made_by         uuid NOT NULL REFERENCES staff_member (id),
	made_at         timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, team_id, epoch, person_id),
	FOREIGN KEY (organisation_id, team_id, epoch) REFERENCES team_key (organisation_id, team_id, epoch) ON DELETE CASCADE,
	FOREIGN KEY (person_id, key_id) REFERENCES staff_key (person_id, id)
);
CREATE INDEX team_key_wrap_key ON team_key_wrap (person_id, key_id);
CREATE INDEX team_key_wrap_made_by ON team_key_wrap (made_by);
COMMENT ON TABLE team_key_wrap IS 'room: keys. The team''s secret of one epoch as an age file for one key-holder. Who has none reads nothing of the team''s content.';

COMMENT ON COLUMN team_key_wrap.vouch IS 'The recipient it was made for, sealed under the vault key of the epoch by whoever compared its fingerprint: whoever renews the key sees that nobody put another in its place. NULL where it was not compared.';

CREATE FUNCTION refuse_holder_outside_team() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		-- Whoever withdraws the role at this moment waits, and then takes what is being given.
		PERFORM FROM role_grant g WHERE g.organisation_id = NEW.organisation_id AND g.team_id = NEW.team_id
			AND g.person_id = NEW.person_id AND g.withdrawn_at IS NULL FOR SHARE;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'no role in the team' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_key_wrap_role_in_team';
		END IF;
		PERFORM FROM staff_key s WHERE s.id = NEW.key_id AND s.person_id = NEW.person_id AND s.retired_at IS NULL FOR SHARE;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'a retired identity' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_key_wrap_current_identity';
		END IF;
		RETURN NEW;
	END
	$$;
COMMENT ON FUNCTION refuse_holder_outside_team() IS 'Whoever holds the key of a team works in it. With the rights of the owner: it locks the role and the identity of a colleague.';
CREATE TRIGGER holder_in_team BEFORE INSERT OR UPDATE ON team_key_wrap FOR EACH ROW EXECUTE FUNCTION refuse_holder_outside_team();

CREATE FUNCTION take_keys_of_whoever_leaves() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		IF NOT EXISTS (SELECT FROM role_grant g WHERE g.organisation_id = OLD.organisation_id AND g.team_id = OLD.team_id
			AND g.person_id = OLD.person_id AND g.withdrawn_at IS NULL) THEN
			DELETE FROM team_key_wrap w WHERE w.organisation_id = OLD.organisation_id AND w.team_id = OLD.team_id AND w.person_id = OLD.person_id;
		END IF;
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION take_keys_of_whoever_leaves() IS 'With the last role in a team goes what was sealed of its key for that person, in the same transaction, whichever verb ends the role. With the rights of the owner: whoever ends a role need not work in the team.';
CREATE TRIGGER take_keys_of_whoever_leaves AFTER UPDATE OF withdrawn_at ON role_grant FOR EACH ROW
	WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND OLD.team_id IS NOT NULL)
	EXECUTE FUNCTION take_keys_of_whoever_leaves();

CREATE FUNCTION ask_for_renewal() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		UPDATE team_key k SET renewal_due_since = coalesce(k.renewal_due_since, now())
		WHERE k.organisation_id = OLD.organisation_id AND k.team_id = OLD.team_id AND k.epoch = OLD.epoch AND k.state <> 'past';
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION ask_for_renewal() IS 'What was sealed of a secret that is still in use is gone: whoever could open it may have kept the secret. With the rights of the owner: whoever ends a role does not change the keys of a team.';
CREATE TRIGGER ask_for_renewal AFTER DELETE ON team_key_wrap FOR EACH ROW EXECUTE FUNCTION ask_for_renewal();

CREATE TABLE recovery_recipient (
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	id              uuid NOT NULL DEFAULT gen_random_uuid(),
	recipient       text NOT NULL CHECK (recipient ~ '^age1[02-9ac-hj-np-z]{58}$'),
	made_by         uuid NOT NULL REFERENCES staff_member (id),
	made_at         timestamptz NOT NULL DEFAULT now(),
	checked_at      timestamptz NOT NULL,
	drilled_at      timestamptz,
	drilled_by      uuid REFERENCES staff_member (id),
	retired_at      timestamptz,
	PRIMARY KEY (organisation_id, id),
	CHECK (num_nulls(drilled_at, drilled_by) IN (0, 2))
);
CREATE UNIQUE INDEX recovery_recipient_current ON recovery_recipient (organisation_id) WHERE retired_at IS NULL;
CREATE INDEX recovery_recipient_made_by ON recovery_recipient (made_by);
CREATE INDEX recovery_recipient_drilled_by ON recovery_recipient (drilled_by);
COMMENT ON TABLE recovery_recipient IS 'room: keys. The public half of an identity that the organisation keeps on paper, for the day when no key-holder is left.';
COMMENT ON COLUMN recovery_recipient.checked_at IS 'When the paper was typed or read back, before anything was sealed to it.';
COMMENT ON COLUMN recovery_recipient.drilled_at IS 'When it was last shown that it opens the teams'' secrets.';

CREATE TABLE team_key_recovery_wrap (
	organisation_id uuid NOT NULL,
	team_id         uuid NOT NULL,
	epoch           integer NOT NULL,
	recovery_id     uuid NOT NULL,
	file            bytea NOT NULL CHECK (length(file) BETWEEN 100 AND 8192),
	vouch           bytea CHECK (length(vouch) <= 1024),
	made_by         uuid NOT NULL REFERENCES staff_member (id),
	made_at         timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, team_id, epoch, recovery_id),
	FOREIGN KEY (organisation_id, team_id, epoch) REFERENCES team_key (organisation_id, team_id, epoch) ON DELETE CASCADE,
	FOREIGN KEY (organisation_id, recovery_id) REFERENCES recovery_recipient (organisation_id, id)
);
CREATE INDEX team_key_recovery_wrap_recovery ON team_key_recovery_wrap (organisation_id, recovery_id);
CREATE INDEX team_key_recovery_wrap_made_by ON team_key_recovery_wrap (made_by);
COMMENT ON TABLE team_key_recovery_wrap IS 'room: keys. The team''s secret of one epoch as an age file for the organisation''s recovery on paper.';

CREATE TRIGGER ask_for_renewal AFTER DELETE ON team_key_recovery_wrap FOR EACH ROW EXECUTE FUNCTION ask_for_renewal();

-- ---------------------------------------------------------------------------------------------------------------------
-- Retention

CREATE TABLE retention_key (
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	month           date NOT NULL CHECK (extract(day FROM month) = 1),
	secret          bytea NOT NULL CHECK (length(secret) = 32),
	made_at         timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (organisation_id, month)
);
COMMENT ON TABLE retention_key IS 'room: keys. The outer layer around every wrapped key that is to end with this month. Destroyed at its end: what it closed is unreadable from then on, in old backups too. To be backed up apart, for 30 days at most.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['server_secret', 'staff_key', 'staff_key_slot', 'team_key', 'team_key_wrap', 'recovery_recipient', 'team_key_recovery_wrap', 'retention_key'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO maillage_app', name);
	END LOOP;
END
$$;
CREATE POLICY anyone ON server_secret TO maillage_app USING (true) WITH CHECK (true);

GRANT UPDATE (retired_at) ON staff_key TO maillage_app;
CREATE POLICY oneself ON staff_key TO maillage_app USING (person_id = acting_person()) WITH CHECK (person_id = acting_person());
CREATE POLICY colleagues ON staff_key FOR SELECT TO maillage_app
	USING (EXISTS (SELECT FROM role_grant g WHERE g.person_id = staff_key.person_id AND g.organisation_id = acting_organisation()));

GRANT UPDATE (label, checked_at), DELETE ON staff_key_slot TO maillage_app;
CREATE POLICY oneself ON staff_key_slot TO maillage_app USING (person_id = acting_person()) WITH CHECK (person_id = acting_person());

-- Holders work in the team; the administrator sees that there are some, and how many.
GRANT UPDATE (state, previous_secret, current_from, past_from), DELETE ON team_key TO maillage_app;
CREATE POLICY own_organisation ON team_key FOR SELECT TO maillage_app USING (organisation_id = acting_organisation());
CREATE POLICY own_team_makes ON team_key FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team() AND made_by = acting_person());
CREATE POLICY own_team_changes ON team_key FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team())
	WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team());
CREATE POLICY own_team_gives_up ON team_key FOR DELETE TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team() AND state = 'preparing');

GRANT UPDATE (key_id, file, vouch, made_by, made_at), DELETE ON team_key_wrap TO maillage_app;
CREATE POLICY own_organisation ON team_key_wrap FOR SELECT TO maillage_app USING (organisation_id = acting_organisation());
CREATE POLICY own_team_gives ON team_key_wrap FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team() AND made_by = acting_person());
CREATE POLICY own_team_gives_again ON team_key_wrap FOR UPDATE TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team())
	WITH CHECK (organisation_id = acting_organisation() AND team_id = acting_team() AND made_by = acting_person());
-- Once an epoch is over; what is taken from whoever leaves, the database takes itself.
CREATE POLICY own_team_takes ON team_key_wrap FOR DELETE TO maillage_app
	USING (organisation_id = acting_organisation() AND team_id = acting_team());
-- Whoever makes a new identity gives up what was sealed for the old one, in every team.
CREATE POLICY oneself_sees ON team_key_wrap FOR SELECT TO maillage_app USING (person_id = acting_person());
CREATE POLICY oneself_gives_up ON team_key_wrap FOR DELETE TO maillage_app USING (person_id = acting_person());

GRANT UPDATE (drilled_at, drilled_by, retired_at) ON recovery_recipient TO maillage_app;
CREATE POLICY own_organisation ON recovery_recipient TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());
GRANT DELETE ON team_key_recovery_wrap TO maillage_app;
CREATE POLICY own_organisation ON team_key_recovery_wrap TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());

-- Only what keeps content takes the outer layer off or puts it on; only what erases destroys, and only once the month is over.
GRANT DELETE ON retention_key TO maillage_app;
CREATE POLICY keeping_reads ON retention_key FOR SELECT TO maillage_app
	USING (acting_part() = 'keeping' AND organisation_id = acting_organisation());
CREATE POLICY keeping_makes ON retention_key FOR INSERT TO maillage_app
	WITH CHECK (acting_part() = 'keeping' AND organisation_id = acting_organisation());
CREATE POLICY destroying_sees ON retention_key FOR SELECT TO maillage_app
	USING (acting_part() = 'destroying' AND month + interval '1 month' <= (now() AT TIME ZONE 'Europe/Brussels')::date);
CREATE POLICY destroying_destroys ON retention_key FOR DELETE TO maillage_app
	USING (acting_part() = 'destroying' AND month + interval '1 month' <= (now() AT TIME ZONE 'Europe/Brussels')::date);
