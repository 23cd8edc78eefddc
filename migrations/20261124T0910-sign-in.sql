-- Signing in: one-time codes by mail, passkeys, identities at issuers of OpenID Connect.
-- What is begun in a browser can be finished in that browser alone; what is begun is used once and is forgotten when it expires.

CREATE FUNCTION acting_browser() RETURNS bytea
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN decode(nullif(current_setting('app.browser', true), ''), 'hex');
COMMENT ON FUNCTION acting_browser() IS 'SHA-256 of what the browser presents that is signing in. An expired SET LOCAL leaves an empty string, hence nullif.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What has been begun

CREATE TABLE sign_in_code (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	browser_hash bytea NOT NULL CHECK (length(browser_hash) = 32),
	code_hash    bytea NOT NULL CHECK (length(code_hash) = 32),
	person_id    uuid REFERENCES staff_member (id) ON DELETE CASCADE,
	failed       smallint NOT NULL DEFAULT 0 CHECK (failed BETWEEN 0 AND 5),
	expires_at   timestamptz NOT NULL,
	used_at      timestamptz
);
CREATE INDEX sign_in_code_browser_hash ON sign_in_code (browser_hash);
CREATE INDEX sign_in_code_expires_at ON sign_in_code (expires_at);
CREATE INDEX sign_in_code_person_id ON sign_in_code (person_id);
COMMENT ON TABLE sign_in_code IS 'room: identity. A code sent by mail: once, for ten minutes, in the browser that asked, with five attempts.';
COMMENT ON COLUMN sign_in_code.code_hash IS 'HMAC-SHA-256 of the code under what the browser alone holds: the code cannot be found from here by trying them all.';
COMMENT ON COLUMN sign_in_code.person_id IS 'NULL: nobody is registered under the address. No code is the right one then.';

CREATE TABLE passkey_challenge (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	browser_hash bytea NOT NULL CHECK (length(browser_hash) = 32),
	challenge    bytea NOT NULL UNIQUE CHECK (length(challenge) = 32),
	purpose      text NOT NULL CHECK (purpose IN ('sign_in', 'add')),
	person_id    uuid REFERENCES staff_member (id) ON DELETE CASCADE,
	expires_at   timestamptz NOT NULL,
	CHECK ((purpose = 'add') = (person_id IS NOT NULL))
);
CREATE INDEX passkey_challenge_browser_hash ON passkey_challenge (browser_hash);
CREATE INDEX passkey_challenge_expires_at ON passkey_challenge (expires_at);
CREATE INDEX passkey_challenge_person_id ON passkey_challenge (person_id);
COMMENT ON TABLE passkey_challenge IS 'room: identity. What a passkey has to sign: deleted by the first answer.';

CREATE TABLE issuer_attempt (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	browser_hash bytea NOT NULL CHECK (length(browser_hash) = 32),
	state_hash   bytea NOT NULL UNIQUE CHECK (length(state_hash) = 32),
	issuer_key   text NOT NULL,
	nonce        text NOT NULL,
	verifier     text NOT NULL,
	language     text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	return_to    text NOT NULL CHECK (return_to ~ '^/(fr|nl|de|en)/work' AND length(return_to) <= 2000),
	linking      uuid REFERENCES staff_member (id) ON DELETE CASCADE,
	begun_at     timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz NOT NULL
);
CREATE INDEX issuer_attempt_browser_hash ON issuer_attempt (browser_hash);
CREATE INDEX issuer_attempt_expires_at ON issuer_attempt (expires_at);
CREATE INDEX issuer_attempt_linking ON issuer_attempt (linking);
COMMENT ON TABLE issuer_attempt IS 'room: identity. Someone has gone to an issuer of OpenID Connect and may come back once, within ten minutes.';
COMMENT ON COLUMN issuer_attempt.linking IS 'Who, already signed in, asked to link the identity with which they come back. NULL: to sign in.';

CREATE TABLE unlinked_identity (
	id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	browser_hash bytea NOT NULL CHECK (length(browser_hash) = 32),
	issuer       text NOT NULL,
	subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
	groups       text[] NOT NULL DEFAULT '{}' CHECK (cardinality(groups) <= 50),
	vouched      boolean NOT NULL,
	expires_at   timestamptz NOT NULL
);
CREATE INDEX unlinked_identity_browser_hash ON unlinked_identity (browser_hash);
CREATE INDEX unlinked_identity_expires_at ON unlinked_identity (expires_at);
COMMENT ON TABLE unlinked_identity IS 'room: identity. Someone came back from an issuer who is linked to nobody: kept a while, so that they can link it once they have signed in otherwise.';

-- ---------------------------------------------------------------------------------------------------------------------
-- What one signs in with

CREATE TABLE passkey (
	id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	person_id     uuid NOT NULL REFERENCES staff_member (id) ON DELETE CASCADE,
	credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
	public_key    bytea NOT NULL,
	counter       bigint NOT NULL CHECK (counter >= 0),
	transports    text[] NOT NULL DEFAULT '{}',
	label         text NOT NULL CHECK (label ~ '\S' AND length(label) <= 60),
	added_at      timestamptz NOT NULL DEFAULT now(),
	used_at       timestamptz
);
CREATE INDEX passkey_person_id ON passkey (person_id);
COMMENT ON TABLE passkey IS 'room: identity. A passkey of a member of staff: its public half, which opens nothing by itself.';
COMMENT ON COLUMN passkey.counter IS 'Of the last use. One that does not rise is a copy. Many passkeys do not count: always 0.';
COMMENT ON COLUMN passkey.label IS 'What its owner calls it.';

CREATE TABLE issuer_identity (
	id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	person_id uuid NOT NULL REFERENCES staff_member (id) ON DELETE CASCADE,
	issuer    text NOT NULL,
	subject   text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
	groups    text[] NOT NULL DEFAULT '{}' CHECK (cardinality(groups) <= 50),
	vouched   boolean NOT NULL,
	linked_at timestamptz NOT NULL DEFAULT now(),
	used_at   timestamptz,
	UNIQUE (issuer, subject)
);
CREATE INDEX issuer_identity_person_id ON issuer_identity (person_id);
COMMENT ON TABLE issuer_identity IS 'room: identity. Whom a member of staff is at an issuer of OpenID Connect: by issuer and subject, never by an address.';
COMMENT ON COLUMN issuer_identity.groups IS 'What the issuer said at the last sign-in, where its configuration names the claim. Shown to its owner; gives no right.';
COMMENT ON COLUMN issuer_identity.vouched IS 'Whether the issuer vouched for two factors at the last sign-in: then this is a second factor of theirs.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Before a session nobody acts for anybody: three questions with the rights of the owner, each answered to who holds the key to it

CREATE FUNCTION find_person_by_address(address text, with_imaginary boolean)
	RETURNS TABLE (person_id uuid, email text, language text)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	SELECT p.id, p.email, p.language FROM staff_member p
	WHERE lower(p.email) = lower(address) AND (with_imaginary OR NOT p.imaginary)
	$$;
COMMENT ON FUNCTION find_person_by_address(text, boolean) IS 'Whom a code asked for an address is for. The answer goes to that address, never to who asks.';

CREATE FUNCTION find_passkey(credential bytea, with_imaginary boolean)
	RETURNS TABLE (id uuid, person_id uuid, public_key bytea, counter bigint)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	SELECT k.id, k.person_id, k.public_key, k.counter FROM passkey k JOIN staff_member p ON p.id = k.person_id
	WHERE k.credential_id = credential AND (with_imaginary OR NOT p.imaginary)
	$$;
COMMENT ON FUNCTION find_passkey(bytea, boolean) IS 'The public half of a passkey by its id, to check a signature made with the other half.';

CREATE FUNCTION find_identity(at_issuer text, of_subject text, with_imaginary boolean)
	RETURNS TABLE (id uuid, person_id uuid)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	SELECT i.id, i.person_id FROM issuer_identity i JOIN staff_member p ON p.id = i.person_id
	WHERE i.issuer = at_issuer AND i.subject = of_subject AND (with_imaginary OR NOT p.imaginary)
	$$;
COMMENT ON FUNCTION find_identity(text, text, boolean) IS 'Whom an issuer vouched for.';

REVOKE EXECUTE ON FUNCTION find_person_by_address(text, boolean), find_passkey(bytea, boolean), find_identity(text, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_person_by_address(text, boolean), find_passkey(bytea, boolean), find_identity(text, text, boolean) TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['sign_in_code', 'passkey_challenge', 'issuer_attempt', 'unlinked_identity', 'passkey', 'issuer_identity'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO maillage_app', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['sign_in_code', 'passkey_challenge', 'issuer_attempt', 'unlinked_identity'] LOOP
		EXECUTE format('CREATE POLICY of_this_browser ON %I TO maillage_app USING (browser_hash = acting_browser()) WITH CHECK (browser_hash = acting_browser())', name);
		-- A DELETE with a condition reads what it deletes.
		EXECUTE format('CREATE POLICY expired_seen ON %I FOR SELECT TO maillage_app USING (acting_part() = ''forgetting'' AND expires_at < now())', name);
		EXECUTE format('CREATE POLICY expired_forgotten ON %I FOR DELETE TO maillage_app USING (acting_part() = ''forgetting'' AND expires_at < now())', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['passkey', 'issuer_identity'] LOOP
		EXECUTE format('CREATE POLICY own ON %I TO maillage_app USING (person_id = acting_person()) WITH CHECK (person_id = acting_person())', name);
		-- Someone who has lost them asks an administrator of their organisation.
		EXECUTE format('CREATE POLICY released_seen ON %I FOR SELECT TO maillage_app USING (acting_role() = ''organisation_administrator''
			AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = %I.person_id AND g.organisation_id = acting_organisation() AND g.withdrawn_at IS NULL))', name, name);
		EXECUTE format('CREATE POLICY released ON %I FOR DELETE TO maillage_app USING (acting_role() = ''organisation_administrator''
			AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = %I.person_id AND g.organisation_id = acting_organisation() AND g.withdrawn_at IS NULL))', name, name);
	END LOOP;
END
$$;
GRANT UPDATE (failed, used_at) ON sign_in_code TO maillage_app;
GRANT UPDATE (counter, label, used_at) ON passkey TO maillage_app;
GRANT UPDATE (groups, vouched, used_at) ON issuer_identity TO maillage_app;

CREATE POLICY ended_seen ON session FOR SELECT TO maillage_app
	USING (acting_part() = 'forgetting' AND (begun_at < now() - interval '12 hours' OR seen_at < now() - interval '30 minutes'));
CREATE POLICY ended_forgotten ON session FOR DELETE TO maillage_app
	USING (acting_part() = 'forgetting' AND (begun_at < now() - interval '12 hours' OR seen_at < now() - interval '30 minutes'));
