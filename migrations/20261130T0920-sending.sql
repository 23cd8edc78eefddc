-- Sending in confidence: what the application asked for step by step is asked for in one statement, whose plan is kept.
-- All of this works with the rights of its caller, behind the same walls as before.

-- Whoever sends again what was sent is found by its id alone.
CREATE INDEX request_id ON request (id);

CREATE FUNCTION spend_proof(shown bytea, shown_until timestamptz) RETURNS boolean
	LANGUAGE plpgsql
	AS $$
	BEGIN
		INSERT INTO spent_proof (proof, expires_at) VALUES (shown, shown_until) ON CONFLICT DO NOTHING;
		RETURN FOUND;
	END
	$$;
COMMENT ON FUNCTION spend_proof(bytea, timestamptz) IS 'Spends what a form was let in by; false when it was spent before. Two at once come one after the other here.';

CREATE FUNCTION count_requests(of_organisation uuid, counted_service uuid, counted_month date, counted_outcome text, counted integer)
	RETURNS void
	LANGUAGE plpgsql
	AS $$
	DECLARE
		part text := nullif(current_setting('app.part', true), '');
	BEGIN
		PERFORM set_config('app.part', 'counting', true);
		INSERT INTO request_tally AS t (organisation_id, service_id, month, outcome, count)
		VALUES (of_organisation, counted_service, counted_month, counted_outcome, counted)
		ON CONFLICT (organisation_id, service_id, month, outcome) DO UPDATE SET count = t.count + excluded.count;
		PERFORM set_config('app.part', coalesce(part, ''), true);
	END
	$$;
COMMENT ON FUNCTION count_requests(uuid, uuid, date, text, integer) IS 'Adds to the bare counts of an organisation.';

CREATE FUNCTION keep_retention_key(of_organisation uuid, kept_month date, drawn bytea) RETURNS bytea
	LANGUAGE plpgsql
	AS $$
	DECLARE
		part text := nullif(current_setting('app.part', true), '');
		kept bytea;
	BEGIN
		PERFORM set_config('app.part', 'keeping', true);
		SELECT k.secret INTO kept FROM retention_key k WHERE k.organisation_id = of_organisation AND k.month = kept_month;
		IF kept IS NULL THEN
			-- Of two who are the first at once, one waits here for the other's.
			INSERT INTO retention_key (organisation_id, month, secret) VALUES (of_organisation, kept_month, drawn) ON CONFLICT DO NOTHING;
			SELECT k.secret INTO STRICT kept FROM retention_key k WHERE k.organisation_id = of_organisation AND k.month = kept_month;
		END IF;
		PERFORM set_config('app.part', coalesce(part, ''), true);
		RETURN kept;
	END
	$$;
COMMENT ON FUNCTION keep_retention_key(uuid, date, bytea) IS 'The retention key of a month: the one that is there, else the one that was drawn for it.';

CREATE FUNCTION act_as_asker(at_organisation uuid, of_request uuid) RETURNS void
	LANGUAGE plpgsql
	AS $$
	BEGIN
		PERFORM set_config('app.person', '', true), set_config('app.role', '', true), set_config('app.team', '', true),
			set_config('app.organisation', coalesce(at_organisation::text, ''), true), set_config('app.part', 'asking', true),
			set_config('app.request', of_request::text, true);
	END
	$$;
COMMENT ON FUNCTION act_as_asker(uuid, uuid) IS 'From here on the transaction acts for whoever sends this request, at the organisation of whoever takes it.';

CREATE FUNCTION find_taker(asked_service uuid, asked_request uuid, on_day date, drawn bytea,
		OUT sent_hash bytea, OUT sent_due_on date, OUT intake jsonb, OUT month date, OUT secret bytea)
	LANGUAGE plpgsql
	AS $$
	DECLARE
		taker uuid;
	BEGIN
		PERFORM act_as_asker(NULL, asked_request);
		SELECT r.authentication_hash, r.due_on INTO sent_hash, sent_due_on FROM request r WHERE r.id = asked_request;
		IF FOUND THEN RETURN; END IF;
		intake := open_intake(asked_service);
		IF intake IS NULL THEN RETURN; END IF;
		taker := (intake ->> 'organisationId')::uuid;
		PERFORM act_as_asker(taker, asked_request);
		SELECT date_trunc('month', on_day) + make_interval(months => r.months_unused) INTO STRICT month
		FROM retention_rule r WHERE r.organisation_id = taker;
		secret := keep_retention_key(taker, month, drawn);
	END
	$$;
COMMENT ON FUNCTION find_taker(uuid, uuid, date, bytea) IS 'For whoever sends this request: what was sent before under its id; else who takes what is written to this service, and the month with its key until which it is kept.';

CREATE FUNCTION write_request(of_organisation uuid, written_id uuid, written_team uuid, written_service uuid, written_language text,
		written_without_script boolean, written_locator text, written_salt bytea, written_hash bytea, written_person_key bytea, written_epoch integer,
		written_intake_wrap bytea, written_requester_wrap bytea, written_month date, written_due_on date, written_at timestamptz) RETURNS void
	LANGUAGE plpgsql
	AS $$
	BEGIN
		INSERT INTO request (organisation_id, id, team_id, service_id, language, without_script, locator, salt, authentication_hash, person_key,
			epoch, intake_wrap, requester_wrap, retention_month, due_on, sent_at, last_written_at)
		VALUES (of_organisation, written_id, written_team, written_service, written_language, written_without_script, written_locator,
			written_salt, written_hash, written_person_key, written_epoch, written_intake_wrap, written_requester_wrap, written_month,
			written_due_on, written_at, written_at);
	END
	$$;
COMMENT ON FUNCTION write_request(uuid, uuid, uuid, uuid, text, boolean, text, bytea, bytea, bytea, integer, bytea, bytea, date, date, timestamptz) IS 'A sealed request.';

CREATE FUNCTION write_of_person(of_organisation uuid, in_request uuid, written_id uuid, written_kind text, written_at timestamptz, written bytea)
	RETURNS void
	LANGUAGE plpgsql
	AS $$
	BEGIN
		INSERT INTO request_object (organisation_id, request_id, id, kind, by_team, written_at, sealed)
		VALUES (of_organisation, in_request, written_id, written_kind, false, written_at, written);
	END
	$$;
COMMENT ON FUNCTION write_of_person(uuid, uuid, uuid, text, timestamptz, bytea) IS 'One sealed thing that the person wrote.';

CREATE FUNCTION take_request(shown bytea, shown_until timestamptz, of_organisation uuid, sent_id uuid, sent_team uuid, sent_service uuid,
		sent_language text, sent_without_script boolean, reserved text, sent_salt bytea, sent_hash bytea, sent_person_key bytea,
		sent_epoch integer, sent_intake_wrap bytea, sent_requester_wrap bytea, sent_month date, sent_due_on date, sent_at timestamptz,
		message_id uuid, message bytea) RETURNS text
	LANGUAGE plpgsql
	AS $$
	DECLARE
		intake jsonb;
	BEGIN
		PERFORM act_as_asker(of_organisation, sent_id);
		intake := open_intake(sent_service);
		IF intake IS NULL OR (intake ->> 'teamId')::uuid <> sent_team OR (intake ->> 'epoch')::integer <> sent_epoch THEN RETURN 'stale'; END IF;
		IF NOT spend_proof(shown, shown_until) THEN RETURN 'spent'; END IF;
		DELETE FROM request_locator l WHERE l.locator = reserved AND l.reserved_until > now();
		IF NOT FOUND THEN RETURN 'locator'; END IF;
		PERFORM write_request(of_organisation, sent_id, sent_team, sent_service, sent_language, sent_without_script, reserved, sent_salt,
			sent_hash, sent_person_key, sent_epoch, sent_intake_wrap, sent_requester_wrap, sent_month, sent_due_on, sent_at);
		PERFORM write_of_person(of_organisation, sent_id, message_id, 'message', sent_at, message);
		PERFORM count_requests(of_organisation, sent_service, date_trunc('month', sent_at AT TIME ZONE 'Europe/Brussels')::date, 'sent', 1);
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION take_request(bytea, timestamptz, uuid, uuid, uuid, uuid, text, boolean, text, bytea, bytea, bytea, integer, bytea, bytea, date, date, timestamptz, uuid, bytea) IS 'Takes in a sealed request with its message, and counts it: spends its proof and the locator that was reserved for it, each once. Or takes nothing in, and tells what is wanting.';

CREATE FUNCTION record_act(of_organisation uuid, done text, done_to text, personal_commitment bytea, personal_salt bytea, by_person uuid,
		in_role text, in_team uuid, told jsonb) RETURNS integer
	LANGUAGE plpgsql
	AS $$
	DECLARE
		entry audit_entry;
	BEGIN
		SELECT of_organisation, head.number + 1, head.at, done, done_to, personal_commitment, head.hash INTO
			entry.organisation_id, entry.number, entry.at, entry.act, entry.object, entry.commitment, entry.previous
		FROM take_audit_head(of_organisation) head;
		entry.hash := audit_hash(entry);
		INSERT INTO audit_entry VALUES (entry.*);
		INSERT INTO audit_personal (organisation_id, number, salt, person_id, role, team_id, details)
		VALUES (of_organisation, entry.number, personal_salt, by_person, in_role, in_team, told);
		RETURN entry.number;
	END
	$$;
COMMENT ON FUNCTION record_act(uuid, text, text, bytea, bytea, uuid, text, uuid, jsonb) IS 'The next entry of a chain, with its personal part, of which the application has made the commitment. Until the transaction ends nobody else records for this organisation: called last.';
COMMENT ON FUNCTION audit_hash(audit_entry) IS 'The hash an entry must have. The verification computes it on its own.';
