-- To send in confidence in fewer steps. Whether a service takes a request now is asked once, when its taker is looked for, and held to by the
-- policy of `request`: what has changed in between refuses the whole statement, and nothing was spent or written.
-- A setting is assigned rather than performed: PL/pgSQL evaluates that by itself, without a query.

CREATE OR REPLACE FUNCTION act_as_asker(at_organisation uuid, of_request uuid) RETURNS void
	LANGUAGE plpgsql
	AS $$
	DECLARE
		said text;
	BEGIN
		said := set_config('app.person', '', true) || set_config('app.role', '', true) || set_config('app.team', '', true)
			|| set_config('app.organisation', coalesce(at_organisation::text, ''), true) || set_config('app.part', 'asking', true)
			|| set_config('app.request', of_request::text, true);
	END
	$$;

CREATE OR REPLACE FUNCTION count_requests(of_organisation uuid, counted_service uuid, counted_month date, counted_outcome text, counted integer)
	RETURNS void
	LANGUAGE plpgsql
	AS $$
	DECLARE
		part text := nullif(current_setting('app.part', true), '');
		said text;
	BEGIN
		said := set_config('app.part', 'counting', true);
		INSERT INTO request_tally AS t (organisation_id, service_id, month, outcome, count)
		VALUES (of_organisation, counted_service, counted_month, counted_outcome, counted)
		ON CONFLICT (organisation_id, service_id, month, outcome) DO UPDATE SET count = t.count + excluded.count;
		said := set_config('app.part', coalesce(part, ''), true);
	END
	$$;

CREATE OR REPLACE FUNCTION keep_retention_key(of_organisation uuid, kept_month date, drawn bytea) RETURNS bytea
	LANGUAGE plpgsql
	AS $$
	DECLARE
		part text := nullif(current_setting('app.part', true), '');
		said text;
		kept bytea;
	BEGIN
		said := set_config('app.part', 'keeping', true);
		SELECT k.secret INTO kept FROM retention_key k WHERE k.organisation_id = of_organisation AND k.month = kept_month;
		IF kept IS NULL AND drawn IS NOT NULL THEN
			-- Of two who are the first at once, one waits here for the other's.
			INSERT INTO retention_key (organisation_id, month, secret) VALUES (of_organisation, kept_month, drawn) ON CONFLICT DO NOTHING;
			SELECT k.secret INTO STRICT kept FROM retention_key k WHERE k.organisation_id = of_organisation AND k.month = kept_month;
		END IF;
		said := set_config('app.part', coalesce(part, ''), true);
		RETURN kept;
	END
	$$;

DROP FUNCTION find_taker(uuid, uuid, date, bytea);
CREATE FUNCTION find_taker(asked_service uuid, asked_request uuid, on_day date, drawn bytea,
		OUT sent_hash bytea, OUT sent_due_on date, OUT taker uuid, OUT taking_team uuid, OUT promised_within integer, OUT takes_without_script boolean,
		OUT taking_epoch integer, OUT kept_until date, OUT secret bytea)
	LANGUAGE plpgsql
	AS $$
	BEGIN
		PERFORM act_as_asker(NULL, asked_request);
		SELECT r.authentication_hash, r.due_on INTO sent_hash, sent_due_on FROM request r WHERE r.id = asked_request;
		IF FOUND THEN RETURN; END IF;
		SELECT i.organisation_id, i.team_id, i.promised_days, i.without_script, k.epoch,
			date_trunc('month', on_day) + make_interval(months => r.months_unused)
		INTO taker, taking_team, promised_within, takes_without_script, taking_epoch, kept_until
		FROM request_intake i
		JOIN service s ON s.id = i.service_id AND s.published
		JOIN team_key k ON k.organisation_id = i.organisation_id AND k.team_id = i.team_id AND k.state = 'current'
		JOIN retention_rule r ON r.organisation_id = i.organisation_id
		WHERE i.service_id = asked_service AND i.is_open AND EXISTS (
			SELECT FROM team_key_wrap w WHERE w.organisation_id = k.organisation_id AND w.team_id = k.team_id AND w.epoch = k.epoch);
		IF NOT FOUND THEN RETURN; END IF;
		PERFORM act_as_asker(taker, asked_request);
		secret := keep_retention_key(taker, kept_until, drawn);
	END
	$$;
COMMENT ON FUNCTION find_taker(uuid, uuid, date, bytea) IS 'For whoever sends this request: what was sent before under its id; else who takes what is written to this service, as open_intake tells, and the month until which it is kept with its key, which is NULL where none is there and none was drawn.';

COMMENT ON FUNCTION keep_retention_key(uuid, date, bytea) IS 'The retention key of a month: the one that is there, else the one that was drawn for it; NULL where none is there and none was drawn.';

CREATE OR REPLACE FUNCTION take_request(shown bytea, shown_until timestamptz, of_organisation uuid, sent_id uuid, sent_team uuid,
		sent_service uuid, sent_language text, sent_without_script boolean, reserved text, sent_salt bytea, sent_hash bytea,
		sent_person_key bytea, sent_epoch integer, sent_intake_wrap bytea, sent_requester_wrap bytea, sent_month date, sent_due_on date,
		sent_at timestamptz, message_id uuid, message bytea) RETURNS text
	LANGUAGE plpgsql
	AS $$
	BEGIN
		PERFORM act_as_asker(of_organisation, sent_id);
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
COMMENT ON FUNCTION take_request(bytea, timestamptz, uuid, uuid, uuid, uuid, text, boolean, text, bytea, bytea, bytea, integer, bytea, bytea, date, date, timestamptz, uuid, bytea) IS 'Takes in a sealed request with its message, and counts it: spends its proof and the locator that was reserved for it, each once, or tells which is wanting. Where the service does not take it now, the policy of request refuses the whole; whether anybody holds the key is for find_taker to ask.';

-- Neither holds anything of a request that was just sent.
DROP INDEX request_vault_epoch;
CREATE INDEX request_vault_epoch ON request (organisation_id, team_id, vault_epoch) WHERE vault_epoch IS NOT NULL;
DROP INDEX request_assignee;
CREATE INDEX request_assignee ON request (assignee_id) WHERE assignee_id IS NOT NULL;
