-- Identity: who works in the network, in which organisation, team and role; invitations and sessions.
-- Staff alone. Who asks for support has no account, and no row here.

-- ---------------------------------------------------------------------------------------------------------------------
-- On whose behalf a transaction acts. An expired SET LOCAL leaves an empty string, hence nullif.

CREATE FUNCTION acting_person() RETURNS uuid
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.person', true), '')::uuid;
COMMENT ON FUNCTION acting_person() IS 'The member of staff the transaction acts for.';

CREATE FUNCTION acting_role() RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.role', true), '');
COMMENT ON FUNCTION acting_role() IS 'The role in which that person acts, in the acting organisation.';

CREATE FUNCTION acting_team() RETURNS uuid
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.team', true), '')::uuid;
COMMENT ON FUNCTION acting_team() IS 'The team of that role, where it is a role in a team.';

-- ---------------------------------------------------------------------------------------------------------------------
-- People, teams, roles

CREATE TABLE staff_member (
	id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	name             text NOT NULL CHECK (name ~ '\S' AND length(name) <= 120),
	email            text CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
	language         text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	spoken_languages text[] NOT NULL DEFAULT '{}',
	working_days     smallint[] NOT NULL DEFAULT '{1,2,3,4,5}' CHECK (working_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
	imaginary        boolean NOT NULL DEFAULT false,
	joined_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_member_email ON staff_member (lower(email));
COMMENT ON TABLE staff_member IS 'room: identity. Someone who works in one or more organisations of the network and signs in. Never a person who is supported.';
COMMENT ON COLUMN staff_member.email IS 'Where codes are sent. NULL once erased.';
COMMENT ON COLUMN staff_member.spoken_languages IS 'Languages they can work in (BCP 47).';
COMMENT ON COLUMN staff_member.working_days IS '1 for Monday.';
COMMENT ON COLUMN staff_member.imaginary IS 'Of the demonstration, or invited from it: can sign in only while the demonstration is on.';

CREATE TABLE team (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	name            text NOT NULL CHECK (name ~ '\S' AND length(name) <= 120),
	opened_at       timestamptz NOT NULL DEFAULT now(),
	closed_at       timestamptz CHECK (closed_at >= opened_at),
	UNIQUE (organisation_id, id)
);
CREATE UNIQUE INDEX team_name ON team (organisation_id, lower(name)) WHERE closed_at IS NULL;
COMMENT ON TABLE team IS 'room: identity. People of one organisation who share their work. Closed, it stays in the history.';

CREATE TABLE role_grant (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	person_id       uuid NOT NULL REFERENCES staff_member (id),
	role            text NOT NULL CHECK (role IN ('organisation_administrator', 'coordinator', 'professional', 'contributor', 'committee_member', 'secretariat', 'auditor', 'operator')),
	team_id         uuid,
	given_at        timestamptz NOT NULL DEFAULT now(),
	withdrawn_at    timestamptz CHECK (withdrawn_at >= given_at),
	UNIQUE (organisation_id, id),
	FOREIGN KEY (organisation_id, team_id) REFERENCES team (organisation_id, id),
	CHECK ((role IN ('coordinator', 'professional')) = (team_id IS NOT NULL))
);
CREATE UNIQUE INDEX role_grant_current ON role_grant (organisation_id, person_id, role, team_id) NULLS NOT DISTINCT WHERE withdrawn_at IS NULL;
CREATE INDEX role_grant_person_id ON role_grant (person_id);
CREATE INDEX role_grant_team_id ON role_grant (organisation_id, team_id);
COMMENT ON TABLE role_grant IS 'room: identity. A role of a person in an organisation, or in one of its teams. Withdrawn, it stays in the history.';

CREATE TABLE invitation (
	id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id uuid NOT NULL REFERENCES organisation (id),
	role            text NOT NULL CHECK (role IN ('organisation_administrator', 'coordinator', 'professional', 'contributor', 'committee_member', 'secretariat', 'auditor', 'operator')),
	team_id         uuid,
	name            text NOT NULL CHECK (name ~ '\S' AND length(name) <= 120),
	email           text CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
	language        text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	secret_hash     bytea NOT NULL CHECK (length(secret_hash) = 32),
	imaginary       boolean NOT NULL DEFAULT false,
	invited_at      timestamptz NOT NULL DEFAULT now(),
	invited_by      uuid REFERENCES staff_member (id),
	expires_at      timestamptz NOT NULL CHECK (expires_at > invited_at),
	accepted_at     timestamptz,
	revoked_at      timestamptz,
	UNIQUE (organisation_id, id),
	FOREIGN KEY (organisation_id, team_id) REFERENCES team (organisation_id, id),
	CHECK ((role IN ('coordinator', 'professional')) = (team_id IS NOT NULL)),
	CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);
CREATE INDEX invitation_organisation ON invitation (organisation_id, invited_at);
CREATE INDEX invitation_team_id ON invitation (organisation_id, team_id);
CREATE INDEX invitation_invited_by ON invitation (invited_by);
COMMENT ON TABLE invitation IS 'room: identity. Offers one role to one address: used once, withdrawn, or expired.';
COMMENT ON COLUMN invitation.secret_hash IS 'SHA-256 of what the link carries besides the id.';
COMMENT ON COLUMN invitation.invited_by IS 'NULL: Maillage itself, for a first administrator.';

CREATE TABLE session (
	id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
	person_id  uuid NOT NULL REFERENCES staff_member (id) ON DELETE CASCADE,
	method     text NOT NULL CHECK (method IN ('code', 'passkey', 'issuer', 'demonstration')),
	factors    smallint NOT NULL CHECK (factors IN (1, 2)),
	begun_at   timestamptz NOT NULL DEFAULT now(),
	seen_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_person_id ON session (person_id);
COMMENT ON TABLE session IS 'room: identity. One browser that is signed in: at most 12 hours, 30 minutes without a request. Neither address nor browser is noted.';
COMMENT ON COLUMN session.token_hash IS 'SHA-256 of the cookie.';
COMMENT ON COLUMN session.factors IS '2: by a passkey with user verification, or by an issuer that vouches for a second factor.';
COMMENT ON COLUMN session.seen_at IS 'Of the last request, to the minute.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Who a request comes from, in one call

CREATE FUNCTION open_session(presented bytea, with_imaginary boolean) RETURNS jsonb
	LANGUAGE plpgsql VOLATILE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	DECLARE
		found session;
		whom  staff_member;
	BEGIN
		SELECT * INTO found FROM session s
		WHERE s.token_hash = presented AND s.begun_at > now() - interval '12 hours' AND s.seen_at > now() - interval '30 minutes';
		IF found.id IS NULL THEN RETURN NULL; END IF;
		SELECT * INTO whom FROM staff_member p WHERE p.id = found.person_id;
		IF whom.imaginary AND NOT with_imaginary THEN RETURN NULL; END IF;
		IF found.seen_at < now() - interval '1 minute' THEN
			UPDATE session s SET seen_at = now() WHERE s.id = found.id;
		END IF;
		RETURN jsonb_build_object(
			'personId', whom.id, 'name', whom.name, 'language', whom.language, 'imaginary', whom.imaginary,
			'sessionId', found.id, 'method', found.method, 'factors', found.factors,
			'grants', coalesce((
				SELECT jsonb_agg(jsonb_build_object(
					'id', g.id, 'role', g.role, 'organisationId', g.organisation_id, 'teamId', g.team_id, 'teamName', t.name,
					'organisation', jsonb_build_object(
						'fr', o.name_fr, 'nl', coalesce(o.name_nl, o.name_fr), 'de', coalesce(o.name_de, o.name_fr), 'en', coalesce(o.name_en, o.name_fr))
				) ORDER BY o.name_fr, o.id, g.role, t.name)
				FROM role_grant g
				JOIN organisation o ON o.id = g.organisation_id
				LEFT JOIN team t ON t.organisation_id = g.organisation_id AND t.id = g.team_id
				WHERE g.person_id = whom.id AND g.withdrawn_at IS NULL), '[]'::jsonb));
	END
	$$;
COMMENT ON FUNCTION open_session(bytea, boolean) IS 'Who presents this token, with the roles they hold now. With the rights of the owner: before it, nobody acts for any organisation. NULL: nobody.';
REVOKE EXECUTE ON FUNCTION open_session(bytea, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_session(bytea, boolean) TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['staff_member', 'team', 'role_grant', 'invitation', 'session'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
	END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE ON staff_member TO maillage_app;
GRANT SELECT, INSERT, UPDATE ON team, role_grant, invitation TO maillage_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO maillage_app;

CREATE POLICY own_organisation ON team TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());
CREATE POLICY own_organisation ON role_grant TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());
CREATE POLICY own_roles ON role_grant FOR SELECT TO maillage_app USING (person_id = acting_person());
CREATE POLICY own_organisation ON invitation TO maillage_app
	USING (organisation_id = acting_organisation()) WITH CHECK (organisation_id = acting_organisation());

CREATE POLICY oneself ON staff_member TO maillage_app USING (id = acting_person()) WITH CHECK (id = acting_person());
CREATE POLICY colleagues ON staff_member FOR SELECT TO maillage_app
	USING (EXISTS (SELECT FROM role_grant g WHERE g.person_id = staff_member.id AND g.organisation_id = acting_organisation()));

CREATE POLICY own_sessions ON session TO maillage_app USING (person_id = acting_person()) WITH CHECK (person_id = acting_person());
CREATE POLICY sessions_of_colleagues_end ON session FOR DELETE TO maillage_app
	USING (acting_role() = 'organisation_administrator'
		AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = session.person_id AND g.organisation_id = acting_organisation()));
-- A DELETE with a condition reads what it deletes.
CREATE POLICY sessions_of_colleagues_seen ON session FOR SELECT TO maillage_app
	USING (acting_role() = 'organisation_administrator'
		AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = session.person_id AND g.organisation_id = acting_organisation()));
