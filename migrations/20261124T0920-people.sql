-- People: what holds whoever gives and takes roles at the same moment, and what an invitation tells before anyone acts.

-- ---------------------------------------------------------------------------------------------------------------------
-- Nobody is left without someone who can give roles

CREATE FUNCTION refuse_last_holder() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		-- Two who withdraw each other come one after the other here; the second sees what the first did.
		PERFORM pg_advisory_xact_lock(hashtextextended('last holder ' || OLD.role || ' ' || OLD.organisation_id, 0));
		IF EXISTS (SELECT FROM role_grant g WHERE g.organisation_id = OLD.organisation_id AND g.role = OLD.role AND g.withdrawn_at IS NULL) THEN
			RETURN NULL;
		END IF;
		-- A demonstration ends with all its people: when the first real person comes, or when the operator leaves it out.
		IF (SELECT p.imaginary FROM staff_member p WHERE p.id = OLD.person_id) AND (acting_part() = 'demonstration' OR EXISTS (
			SELECT FROM role_grant g JOIN staff_member p ON p.id = g.person_id
			WHERE g.organisation_id = OLD.organisation_id AND g.withdrawn_at IS NULL AND NOT p.imaginary)) THEN
			RETURN NULL;
		END IF;
		RAISE EXCEPTION 'the last % of an organisation stays', OLD.role USING ERRCODE = 'ML001', CONSTRAINT = 'last_' || OLD.role;
	END
	$$;
COMMENT ON FUNCTION refuse_last_holder() IS 'With the rights of the owner: it counts in the organisation of the row, for whichever organisation the transaction acts at its end.';
CREATE CONSTRAINT TRIGGER refuse_last_holder AFTER UPDATE OF withdrawn_at ON role_grant
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND OLD.role IN ('organisation_administrator', 'secretariat'))
	EXECUTE FUNCTION refuse_last_holder();

-- ---------------------------------------------------------------------------------------------------------------------
-- Imaginary people and real ones never work in the same organisation

ALTER TABLE invitation ADD CONSTRAINT invitation_imaginary_address CHECK (NOT imaginary OR email ~* '[@.]example$');
COMMENT ON COLUMN invitation.imaginary IS 'From the demonstration: whoever accepts is imaginary too. To an address that belongs to nobody, so that a demonstration writes to no one.';

CREATE FUNCTION keep_imaginary_apart() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	BEGIN
		PERFORM pg_advisory_xact_lock(hashtextextended('imaginary ' || NEW.organisation_id, 0));
		IF (SELECT p.imaginary FROM staff_member p WHERE p.id = NEW.person_id) THEN
			IF EXISTS (SELECT FROM role_grant g JOIN staff_member p ON p.id = g.person_id
				WHERE g.organisation_id = NEW.organisation_id AND g.withdrawn_at IS NULL AND NOT p.imaginary) THEN
				RAISE EXCEPTION 'real people work in this organisation' USING ERRCODE = 'ML002';
			END IF;
			RETURN NULL;
		END IF;
		UPDATE role_grant g SET withdrawn_at = now() FROM staff_member p
		WHERE p.id = g.person_id AND p.imaginary AND g.organisation_id = NEW.organisation_id AND g.withdrawn_at IS NULL;
		UPDATE invitation i SET revoked_at = now()
		WHERE i.organisation_id = NEW.organisation_id AND i.imaginary AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION keep_imaginary_apart() IS 'When the first real person receives a role, the demonstration of that organisation ends. With the rights of the owner: whoever accepts an invitation does not see the others.';
CREATE TRIGGER keep_imaginary_apart AFTER INSERT ON role_grant FOR EACH ROW EXECUTE FUNCTION keep_imaginary_apart();

CREATE FUNCTION remove_imaginary_people(ids uuid[]) RETURNS void
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	DECLARE
		whom uuid;
	BEGIN
		PERFORM set_config('app.part', 'demonstration', true);
		FOR whom IN SELECT p.id FROM staff_member p WHERE p.imaginary AND p.id = ANY (ids) LOOP
			BEGIN
				UPDATE invitation SET invited_by = NULL WHERE invited_by = whom AND imaginary;
				DELETE FROM role_grant WHERE person_id = whom;
				DELETE FROM staff_member WHERE id = whom;
			EXCEPTION WHEN foreign_key_violation THEN
				-- Something they wrote still names them: they stay, without a role and without a session.
				UPDATE role_grant SET withdrawn_at = now() WHERE person_id = whom AND withdrawn_at IS NULL;
				DELETE FROM session WHERE person_id = whom;
			END;
		END LOOP;
	END
	$$;
COMMENT ON FUNCTION remove_imaginary_people(uuid[]) IS 'Removes people of the demonstration; of whom something still speaks, only roles and sessions. For the owner of the tables.';
REVOKE EXECUTE ON FUNCTION remove_imaginary_people(uuid[]) FROM PUBLIC;

CREATE FUNCTION demonstration_roles() RETURNS TABLE (organisation_id uuid, name_fr text, name_nl text, name_de text, name_en text, role text)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
		SELECT o.id, o.name_fr, coalesce(o.name_nl, o.name_fr), coalesce(o.name_de, o.name_fr), coalesce(o.name_en, o.name_fr), g.role
		FROM staff_member p
		JOIN role_grant g ON g.person_id = p.id AND g.withdrawn_at IS NULL
		JOIN organisation o ON o.id = g.organisation_id
		WHERE p.imaginary AND p.email LIKE '%@demonstration.example'
		ORDER BY o.name_fr, o.id, g.role
	$$;
COMMENT ON FUNCTION demonstration_roles() IS 'Which organisations have which roles to try out. With the rights of the owner: nobody has signed in yet. Tells of imaginary people alone, and no names.';
REVOKE EXECUTE ON FUNCTION demonstration_roles() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION demonstration_roles() TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Invitations

CREATE UNIQUE INDEX invitation_open ON invitation (organisation_id, lower(email), role, team_id) NULLS NOT DISTINCT
	WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE FUNCTION find_invitation(wanted uuid, presented bytea) RETURNS jsonb
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
		SELECT jsonb_build_object(
			'id', i.id, 'organisationId', i.organisation_id, 'role', i.role, 'teamId', i.team_id, 'teamName', t.name,
			'name', i.name, 'email', i.email, 'language', i.language, 'imaginary', i.imaginary,
			'state', CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'withdrawn'
				WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END,
			'organisation', jsonb_build_object(
				'fr', o.name_fr, 'nl', coalesce(o.name_nl, o.name_fr), 'de', coalesce(o.name_de, o.name_fr), 'en', coalesce(o.name_en, o.name_fr)))
		FROM invitation i
		JOIN organisation o ON o.id = i.organisation_id
		LEFT JOIN team t ON t.organisation_id = i.organisation_id AND t.id = i.team_id
		WHERE i.id = wanted AND i.secret_hash = presented
	$$;
COMMENT ON FUNCTION find_invitation(uuid, bytea) IS 'What an invitation offers, to whoever holds its secret. With the rights of the owner: whoever opens the link acts for no organisation yet. NULL: no such invitation, or another secret.';
REVOKE EXECUTE ON FUNCTION find_invitation(uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_invitation(uuid, bytea) TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Whom the daily root is mailed to

CREATE FUNCTION administrator_addresses() RETURNS TABLE (email text, language text)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
		SELECT p.email, p.language FROM staff_member p
		WHERE p.email IS NOT NULL AND EXISTS (
			SELECT FROM role_grant g WHERE g.person_id = p.id AND g.role = 'organisation_administrator' AND g.withdrawn_at IS NULL)
		ORDER BY p.id
	$$;
COMMENT ON FUNCTION administrator_addresses() IS 'Address and language of everyone who administers an organisation now. With the rights of the owner: the daily root goes to all partners, of which a transaction sees one. Tells neither name nor organisation.';
REVOKE EXECUTE ON FUNCTION administrator_addresses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administrator_addresses() TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Sessions end with a change of roles, whoever may make it

ALTER POLICY sessions_of_colleagues_end ON session
	USING (acting_role() IN ('organisation_administrator', 'secretariat')
		AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = session.person_id AND g.organisation_id = acting_organisation()));
ALTER POLICY sessions_of_colleagues_seen ON session
	USING (acting_role() IN ('organisation_administrator', 'secretariat')
		AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = session.person_id AND g.organisation_id = acting_organisation()));

-- The walls of people are looked at row by row: one look for each statement is enough.
ALTER POLICY colleagues ON staff_member
	USING (id = ANY (ARRAY(SELECT g.person_id FROM role_grant g WHERE g.organisation_id = acting_organisation())));
