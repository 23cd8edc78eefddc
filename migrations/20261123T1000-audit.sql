-- Audit: a record of acts that only grows. Each organisation has a chain: every entry carries the hash of the one before it.
-- What names a person stands in a table of its own; the chain holds only its salted commitment, so that it can be erased.

CREATE TABLE audit_entry (
	organisation_id uuid NOT NULL,
	number          integer NOT NULL CHECK (number >= 1),
	at              timestamptz(3) NOT NULL,
	act             text NOT NULL CHECK (act ~ '^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$'),
	object          text CHECK (object ~ '^[a-z]+(_[a-z]+)*:[0-9A-Za-z._-]{1,100}$' AND object !~ '^person:'),
	commitment      bytea NOT NULL CHECK (length(commitment) = 32),
	previous        bytea NOT NULL CHECK (length(previous) = 32),
	hash            bytea NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (organisation_id, number)
);
COMMENT ON TABLE audit_entry IS 'room: audit. One act, linked to the one before it. Names no person. Outlives its organisation, hence no foreign key to it.';
COMMENT ON COLUMN audit_entry.number IS 'From 1, without gaps, in each organisation.';
COMMENT ON COLUMN audit_entry.at IS 'The moment of the act by the clock of the database, never before the entry before it.';
COMMENT ON COLUMN audit_entry.object IS 'What the act was done to, as kind:id. Never a person: that belongs to the details of the personal part.';
COMMENT ON COLUMN audit_entry.commitment IS 'SHA-256 of salt and canonical personal part.';
COMMENT ON COLUMN audit_entry.previous IS 'The hash of the entry before; of the first one, SHA-256 of the id of the organisation.';
COMMENT ON COLUMN audit_entry.hash IS 'SHA-256 of previous and the canonical form {act, at, commitment, number, object, organisation, v}.';
CREATE INDEX audit_entry_at ON audit_entry (organisation_id, at);

CREATE TABLE audit_personal (
	organisation_id uuid NOT NULL,
	number          integer NOT NULL,
	salt            bytea CHECK (length(salt) = 32),
	person_id       uuid,
	role            text CHECK (role <> ''),
	team_id         uuid,
	details         jsonb CHECK (jsonb_typeof(details) = 'object'),
	erased_in       integer CHECK (erased_in > number),
	PRIMARY KEY (organisation_id, number),
	FOREIGN KEY (organisation_id, number) REFERENCES audit_entry (organisation_id, number),
	FOREIGN KEY (organisation_id, erased_in) REFERENCES audit_entry (organisation_id, number),
	CHECK (CASE WHEN erased_in IS NULL
		THEN num_nulls(salt, role, details) = 0
		ELSE num_nonnulls(salt, person_id, role, team_id, details) = 0 END)
);
COMMENT ON TABLE audit_personal IS 'room: audit. Who did it, and details that name a person. Whole, or erased; then it names the entry that records the erasure.';
COMMENT ON COLUMN audit_personal.person_id IS 'NULL: Maillage itself.';
COMMENT ON COLUMN audit_personal.details IS 'Text by name, as {"invited": "…"}.';
CREATE INDEX audit_personal_person_id ON audit_personal (organisation_id, person_id, number) WHERE person_id IS NOT NULL;
CREATE INDEX audit_personal_erased_in ON audit_personal (organisation_id, erased_in) WHERE erased_in IS NOT NULL;

CREATE TABLE audit_root (
	day   date PRIMARY KEY,
	root  bytea NOT NULL CHECK (length(root) = 32),
	heads jsonb NOT NULL CHECK (jsonb_typeof(heads) = 'array')
);
COMMENT ON TABLE audit_root IS 'room: audit. The Merkle root over the heads of all chains at the end of a day of Brussels; mailed, so that the chains cannot be rewritten unseen.';
COMMENT ON COLUMN audit_root.heads IS 'The leaves in order: [{organisation, number, hash}].';

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing in turn

CREATE FUNCTION take_audit_head(organisation uuid, OUT number integer, OUT hash bytea, OUT at timestamptz)
	LANGUAGE plpgsql VOLATILE
	SET search_path = maillage
	AS $$
	DECLARE
		last audit_entry;
	BEGIN
		PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || organisation, 0));
		-- A statement of its own, so that it sees what the one who held the lock has written.
		SELECT * INTO last FROM audit_entry e WHERE e.organisation_id = organisation ORDER BY e.number DESC LIMIT 1;
		number := coalesce(last.number, 0);
		hash := coalesce(last.hash, sha256(convert_to(organisation::text, 'UTF8')));
		at := greatest(date_trunc('milliseconds', clock_timestamp()), last.at);
	END
	$$;
COMMENT ON FUNCTION take_audit_head(uuid) IS 'The last entry of a chain, which nobody else may continue before the end of this transaction; and the time for the next.';

CREATE FUNCTION audit_hash(entry audit_entry) RETURNS bytea
	LANGUAGE sql STABLE
	-- The keys in the order of their code units (RFC 8785); no value here needs an escape but through to_json.
	RETURN sha256(entry.previous || convert_to(concat(
		'{"act":', to_json(entry.act),
		',"at":"', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		'","commitment":"', encode(entry.commitment, 'hex'),
		'","number":', entry.number,
		',"object":', coalesce(to_json(entry.object)::text, 'null'),
		',"organisation":"', entry.organisation_id,
		'","v":1}'), 'UTF8'));
COMMENT ON FUNCTION audit_hash(audit_entry) IS 'The hash an entry must have. The application and the verification compute it on their own.';

CREATE FUNCTION refuse_broken_link() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	DECLARE
		last audit_entry;
	BEGIN
		SELECT * INTO last FROM audit_entry e
		WHERE e.organisation_id = NEW.organisation_id ORDER BY e.number DESC LIMIT 1;
		IF NEW.number <> coalesce(last.number, 0) + 1 THEN
			RAISE EXCEPTION 'audit: entry % does not follow entry %', NEW.number, coalesce(last.number, 0) USING ERRCODE = '23514';
		END IF;
		IF NEW.previous <> coalesce(last.hash, sha256(convert_to(NEW.organisation_id::text, 'UTF8'))) THEN
			RAISE EXCEPTION 'audit: entry % is not linked to the one before it', NEW.number USING ERRCODE = '23514';
		END IF;
		IF NEW.at < last.at THEN
			RAISE EXCEPTION 'audit: entry % is older than the one before it', NEW.number USING ERRCODE = '23514';
		END IF;
		IF NEW.hash <> audit_hash(NEW) THEN
			RAISE EXCEPTION 'audit: the hash of entry % is not that of its content', NEW.number USING ERRCODE = '23514';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_broken_link BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_broken_link();

CREATE FUNCTION refuse_all_but_erasure() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = maillage
	AS $$
	BEGIN
		IF OLD.erased_in IS NOT NULL OR NEW.erased_in IS NULL
			OR (NEW.organisation_id, NEW.number) IS DISTINCT FROM (OLD.organisation_id, OLD.number) THEN
			RAISE EXCEPTION 'audit: a personal part can only be erased, once and whole' USING ERRCODE = '23514';
		END IF;
		RETURN NEW;
	END
	$$;
CREATE TRIGGER refuse_all_but_erasure BEFORE UPDATE ON audit_personal FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasure();

CREATE FUNCTION refuse_change() RETURNS trigger
	LANGUAGE plpgsql
	AS $$
	BEGIN
		RAISE EXCEPTION 'audit: % refuses %', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';
	END
	$$;
-- Row-level security gives the owner no policy either, but would pass over the rows in silence.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE OR TRUNCATE ON audit_personal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION audit_heads(until date) RETURNS TABLE (organisation_id uuid, number integer, hash bytea)
	LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
		WITH RECURSIVE chain (id) AS (
			(SELECT e.organisation_id FROM audit_entry e ORDER BY e.organisation_id LIMIT 1)
			UNION ALL
			SELECT (SELECT e.organisation_id FROM audit_entry e WHERE e.organisation_id > chain.id ORDER BY e.organisation_id LIMIT 1)
			FROM chain WHERE chain.id IS NOT NULL
		)
		SELECT chain.id, head.number, head.hash FROM chain
		CROSS JOIN LATERAL (
			SELECT e.number, e.hash FROM audit_entry e
			WHERE e.organisation_id = chain.id AND e.at < (until + 1)::timestamp AT TIME ZONE 'Europe/Brussels'
			ORDER BY e.number DESC LIMIT 1
		) head
		ORDER BY chain.id
	$$;
COMMENT ON FUNCTION audit_heads(date) IS 'The last entry of every chain at the end of this day in Brussels. With the rights of the owner: the application sees only one organisation, the daily root covers all. It tells numbers and hashes, nothing else.';
REVOKE EXECUTE ON FUNCTION audit_heads(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_heads(date) TO maillage_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls: nobody may change or remove an entry, the owner included; the owner may erase a personal part.

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['audit_entry', 'audit_personal', 'audit_root'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO maillage_app', name);
		EXECUTE format('CREATE POLICY owner_reads ON %I FOR SELECT TO maillage_migrator USING (true)', name);
		EXECUTE format('CREATE POLICY owner_records ON %I FOR INSERT TO maillage_migrator WITH CHECK (true)', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['audit_entry', 'audit_personal'] LOOP
		EXECUTE format('CREATE POLICY own_chain ON %I FOR SELECT TO maillage_app USING (organisation_id = acting_organisation())', name);
		EXECUTE format('CREATE POLICY own_chain_grows ON %I FOR INSERT TO maillage_app WITH CHECK (organisation_id = acting_organisation())', name);
	END LOOP;
END
$$;
CREATE POLICY owner_erases ON audit_personal FOR UPDATE TO maillage_migrator USING (true) WITH CHECK (true);
CREATE POLICY of_no_organisation ON audit_root TO maillage_app USING (true) WITH CHECK (true);
