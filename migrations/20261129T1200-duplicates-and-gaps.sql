-- Entries that say the same thing twice, how they become one, and where nobody local answers.

-- ---------------------------------------------------------------------------------------------------------------------
-- Which enterprise an organisation is

ALTER TABLE organisation ADD COLUMN enterprise_number text
	CHECK (enterprise_number ~ '^[01][0-9]{9}$' AND 97 - left(enterprise_number, 8)::integer % 97 = right(enterprise_number, 2)::integer);
COMMENT ON COLUMN organisation.enterprise_number IS 'In the Crossroads Bank for Enterprises (KBO/BCE), ten digits with right check digits. NULL: not known.';
-- Who acceded is known by that number.
UPDATE organisation SET enterprise_number = origin_key
	WHERE origin = 'partner' AND CASE WHEN origin_key ~ '^[01][0-9]{9}$'
		THEN 97 - left(origin_key, 8)::integer % 97 = right(origin_key, 2)::integer ELSE false END;

-- ---------------------------------------------------------------------------------------------------------------------
-- By what a service may be recognised

CREATE FUNCTION fold_name(name text) RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT array(
			SELECT DISTINCT word COLLATE "C" FROM regexp_split_to_table(
				regexp_replace(lower(normalize(replace(replace(replace(name, 'ß', 'ss'), 'œ', 'oe'), 'Œ', 'oe'), NFKD)), '[\u0300-\u036f]', '', 'g'),
				'[^a-z0-9]+') AS word
			WHERE word <> '' AND word <> ALL (ARRAY['le', 'la', 'les', 'l', 'un', 'une', 'de', 'du', 'des', 'd', 'et', 'a', 'au', 'aux', 'en', 'pour', 'sur',
				'the', 'of', 'and', 'for', 'het', 'een', 'van', 'voor', 'der', 'die', 'das', 'dem', 'den', 'und', 'fur', 'im', 'am', 'zur', 'zum',
				'asbl', 'vzw', 'voe', 'service', 'services', 'dienst', 'diensten', 'dienste'])
			ORDER BY 1);
	END;
COMMENT ON FUNCTION fold_name(text) IS 'The words of a name that tell it from others: without accents, case, order and small words.';

CREATE TABLE service_mark (
	organisation_id uuid NOT NULL,
	service_id      uuid NOT NULL,
	published       boolean NOT NULL,
	kind            text NOT NULL CHECK (kind IN ('name', 'nearly', 'phone', 'email', 'url', 'street')),
	value           text NOT NULL CHECK (value <> ''),
	PRIMARY KEY (service_id, kind, value),
	FOREIGN KEY (organisation_id, service_id, published) REFERENCES service (organisation_id, id, published) ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE service_mark IS 'room: directory. By what a service that is not archived may be recognised as the same as another; kept by triggers, never written by hand.';
COMMENT ON COLUMN service_mark.kind IS 'name: all words of a name; nearly: all, or all but one of at least three; phone, email; url: without its scheme; street: postal code and street.';
CREATE INDEX service_mark_value ON service_mark (value, kind) INCLUDE (service_id, organisation_id);
CREATE INDEX service_mark_organisation_id ON service_mark (organisation_id, service_id);

CREATE FUNCTION list_marks(ids uuid[]) RETURNS TABLE (organisation_id uuid, service_id uuid, published boolean, kind text, value text)
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		WITH wanted AS (SELECT s.* FROM service s WHERE s.id = ANY (ids) AND s.state <> 'archived'),
		named AS (
			SELECT DISTINCT s.organisation_id, s.id, s.published, fold_name(t.name) AS words FROM wanted s JOIN service_text t ON t.service_id = s.id
		)
		SELECT n.organisation_id, n.id, n.published, 'name', array_to_string(n.words, ' ') FROM named n WHERE cardinality(n.words) > 0
		UNION
		SELECT n.organisation_id, n.id, n.published, 'nearly', array_to_string(n.words, ' ') FROM named n WHERE cardinality(n.words) BETWEEN 2 AND 10
		UNION
		SELECT n.organisation_id, n.id, n.published, 'nearly', array_to_string(array_remove(n.words, word), ' ')
		FROM named n CROSS JOIN unnest(n.words) AS word WHERE cardinality(n.words) BETWEEN 3 AND 10
		UNION
		SELECT s.organisation_id, s.id, s.published, m.kind, m.value FROM wanted s
		CROSS JOIN LATERAL (VALUES
			('phone', s.phone),
			('email', lower(s.email)),
			('url', rtrim(regexp_replace(lower(s.url), '^https?://(www\.)?', ''), '/')),
			('street', s.postal_code || ' ' || nullif(array_to_string(fold_name(s.street), ' '), ''))
		) AS m (kind, value) WHERE m.value <> '';
	END;
COMMENT ON FUNCTION list_marks(uuid[]) IS 'The marks that these services have by what they say now. A confidential address is none.';

CREATE FUNCTION refresh_service_marks(ids uuid[]) RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		WITH wanted AS MATERIALIZED (SELECT l.* FROM list_marks(ids) l),
		gone AS (
			DELETE FROM service_mark m WHERE m.service_id = ANY (ids) AND NOT EXISTS (
				SELECT FROM wanted w WHERE w.service_id = m.service_id AND w.kind = m.kind AND w.value = m.value)
		)
		INSERT INTO service_mark (organisation_id, service_id, published, kind, value)
			SELECT w.organisation_id, w.service_id, w.published, w.kind, w.value FROM wanted w ON CONFLICT DO NOTHING;
	END;

CREATE FUNCTION keep_service_marks() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = maillage, pg_temp
	AS $$
	DECLARE
		ids uuid[];
	BEGIN
		IF TG_TABLE_NAME = 'service' THEN
			SELECT array_agg(id) INTO ids FROM changed;
		-- Words that change because their service did: its own trigger sees to it.
		ELSIF pg_trigger_depth() = 1 THEN
			SELECT array_agg(DISTINCT service_id) INTO ids FROM changed;
		END IF;
		IF ids IS NOT NULL THEN
			PERFORM refresh_service_marks(ids);
		END IF;
		RETURN NULL;
	END
	$$;
COMMENT ON FUNCTION keep_service_marks() IS 'Keeps the marks. With the rights of the owner: who edits a service may not write them.';
CREATE TRIGGER service_marks_inserted AFTER INSERT ON service
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_service_marks();
CREATE TRIGGER service_marks_updated AFTER UPDATE ON service
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_service_marks();
CREATE TRIGGER service_text_marks_inserted AFTER INSERT ON service_text
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_service_marks();
CREATE TRIGGER service_text_marks_updated AFTER UPDATE ON service_text
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_service_marks();
CREATE TRIGGER service_text_marks_deleted AFTER DELETE ON service_text
	REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_service_marks();

CREATE FUNCTION share_area(one uuid, other uuid) RETURNS boolean
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT EXISTS (
			SELECT FROM service_coverage a
			JOIN area this ON this.code = a.area_code
			JOIN service_coverage b ON b.service_id = other
			JOIN area that ON that.code = b.area_code
			WHERE a.service_id = one AND (a.area_code = ANY (that.lineage) OR b.area_code = ANY (this.lineage)));
	END;
COMMENT ON FUNCTION share_area(uuid, uuid) IS 'Whether a commune is covered by both services.';

CREATE FUNCTION service_fingerprint(id uuid) RETURNS text
	LANGUAGE sql STABLE
	SET search_path = maillage
	BEGIN ATOMIC
		SELECT md5(concat(
			(SELECT string_agg(m.kind || ' ' || m.value, E'\n' ORDER BY m.kind COLLATE "C", m.value COLLATE "C") FROM service_mark m WHERE m.service_id = id),
			E'\n',
			(SELECT string_agg(c.area_code, ' ' ORDER BY c.area_code COLLATE "C") FROM service_coverage c WHERE c.service_id = id)));
	END;
COMMENT ON FUNCTION service_fingerprint(uuid) IS 'Changes with the names, the ways to reach a service, its address and its area.';

CREATE TABLE service_pair (
	organisation_id       uuid NOT NULL,
	service_id            uuid NOT NULL,
	other_organisation_id uuid NOT NULL,
	other_id              uuid NOT NULL CHECK (other_id > service_id),
	fingerprint           text NOT NULL,
	dismissed_for         uuid NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
	dismissed_by          uuid NOT NULL REFERENCES staff_member (id),
	dismissed_at          timestamptz(3) NOT NULL DEFAULT now(),
	PRIMARY KEY (service_id, other_id),
	FOREIGN KEY (organisation_id, service_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	CONSTRAINT service_pair_other FOREIGN KEY (other_organisation_id, other_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE service_pair IS 'room: directory. Two services of which someone said that they are not the same, the smaller id first. Seen by both organisations.';
COMMENT ON COLUMN service_pair.fingerprint IS 'Of both when that was said: once either of them has changed, it may be asked anew.';
CREATE INDEX service_pair_organisation_id ON service_pair (organisation_id, service_id);
CREATE INDEX service_pair_other_id ON service_pair (other_organisation_id, other_id);
CREATE INDEX service_pair_dismissed_by ON service_pair (dismissed_by);
CREATE INDEX service_pair_dismissed_for ON service_pair (dismissed_for);

-- ---------------------------------------------------------------------------------------------------------------------
-- One of two ceases: what is proposed between two organisations

CREATE TABLE service_merge_proposal (
	id                        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	organisation_id           uuid NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
	other_organisation_id     uuid NOT NULL REFERENCES organisation (id) ON DELETE CASCADE CHECK (other_organisation_id <> organisation_id),
	ceasing_organisation_id   uuid NOT NULL,
	ceasing_id                uuid NOT NULL,
	ceasing_version           integer NOT NULL,
	surviving_organisation_id uuid NOT NULL,
	surviving_id              uuid NOT NULL,
	surviving_version         integer NOT NULL,
	message                   text NOT NULL DEFAULT '',
	proposed_by               uuid NOT NULL REFERENCES staff_member (id),
	proposed_at               timestamptz(3) NOT NULL DEFAULT now(),
	expires_on                date NOT NULL,
	reminded_on               date,
	state                     text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'expired')),
	settled_by                uuid REFERENCES staff_member (id),
	settled_at                timestamptz(3),
	reason                    text NOT NULL DEFAULT '',
	CHECK ((ceasing_organisation_id, surviving_organisation_id) IN ((organisation_id, other_organisation_id), (other_organisation_id, organisation_id))),
	CHECK ((state = 'open') = (settled_at IS NULL)),
	CHECK (state <> 'declined' OR reason <> ''),
	CONSTRAINT service_merge_proposal_ceasing FOREIGN KEY (ceasing_organisation_id, ceasing_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE,
	CONSTRAINT service_merge_proposal_surviving FOREIGN KEY (surviving_organisation_id, surviving_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE service_merge_proposal IS 'room: directory. One organisation proposes to another that one of their two entries ceases in favour of the other. The other answers; neither writes the other''s entry.';
COMMENT ON COLUMN service_merge_proposal.organisation_id IS 'Who proposes; other_organisation_id answers.';
COMMENT ON COLUMN service_merge_proposal.ceasing_version IS 'As both were when it was proposed: changed since, it is not accepted.';
CREATE UNIQUE INDEX service_merge_proposal_open ON service_merge_proposal (organisation_id, ceasing_id, surviving_id) WHERE state = 'open';
CREATE INDEX service_merge_proposal_answers ON service_merge_proposal (other_organisation_id, state, proposed_at);
CREATE INDEX service_merge_proposal_proposes ON service_merge_proposal (organisation_id, state, proposed_at);
CREATE INDEX service_merge_proposal_expires_on ON service_merge_proposal (expires_on) WHERE state = 'open';
CREATE INDEX service_merge_proposal_ceasing_id ON service_merge_proposal (ceasing_organisation_id, ceasing_id);
CREATE INDEX service_merge_proposal_surviving_id ON service_merge_proposal (surviving_organisation_id, surviving_id);
CREATE INDEX service_merge_proposal_proposed_by ON service_merge_proposal (proposed_by);
CREATE INDEX service_merge_proposal_settled_by ON service_merge_proposal (settled_by);

-- What took the place of an archived service may be another organisation's, where that was agreed.
ALTER TABLE service_successor ADD COLUMN successor_organisation_id uuid, ADD COLUMN merged boolean NOT NULL DEFAULT false;
UPDATE service_successor SET successor_organisation_id = organisation_id;
ALTER TABLE service_successor ALTER COLUMN successor_organisation_id SET NOT NULL,
	DROP CONSTRAINT service_successor_organisation_id_successor_id_fkey,
	ADD CONSTRAINT service_successor_successor FOREIGN KEY (successor_organisation_id, successor_id) REFERENCES service (organisation_id, id) ON DELETE CASCADE;
DROP INDEX service_successor_successor_id;
CREATE INDEX service_successor_successor_id ON service_successor (successor_id, successor_organisation_id);
COMMENT ON TABLE service_successor IS 'room: directory. Which service took the place of an archived one: of the same organisation, or of another by an accepted proposal. Public: old addresses lead on.';
COMMENT ON COLUMN service_successor.merged IS 'Both said the same thing: the open feed keeps both identifiers.';

ALTER TABLE hsds_document ADD COLUMN merged_into uuid CHECK (merged_into IS NULL OR deleted_at IS NOT NULL);
COMMENT ON COLUMN hsds_document.merged_into IS 'Of a tombstone: the document that says the same thing. It is then still answered by its id.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Walls

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['service_mark', 'service_pair', 'service_merge_proposal'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY owner ON %I TO maillage_migrator USING (true) WITH CHECK (true)', name);
		EXECUTE format('GRANT SELECT ON %I TO maillage_app', name);
	END LOOP;
END
$$;
CREATE POLICY published_or_own ON service_mark FOR SELECT TO maillage_app USING (published OR organisation_id = acting_organisation());

CREATE POLICY both_organisations ON service_pair FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() OR other_organisation_id = acting_organisation());
-- Only of what the acting organisation may read: the keys must not tell that another's draft exists.
CREATE POLICY administrators_insert ON service_pair FOR INSERT TO maillage_app
	WITH CHECK ((organisation_id = acting_organisation() OR other_organisation_id = acting_organisation())
		AND dismissed_for = acting_organisation() AND dismissed_by = acting_person() AND acting_role() = 'organisation_administrator'
		AND EXISTS (SELECT FROM service s WHERE s.id = service_pair.service_id AND s.organisation_id = service_pair.organisation_id)
		AND EXISTS (SELECT FROM service s WHERE s.id = service_pair.other_id AND s.organisation_id = service_pair.other_organisation_id));
CREATE POLICY administrators_update ON service_pair FOR UPDATE TO maillage_app
	USING ((organisation_id = acting_organisation() OR other_organisation_id = acting_organisation()) AND acting_role() = 'organisation_administrator')
	WITH CHECK (dismissed_for = acting_organisation() AND dismissed_by = acting_person());
GRANT INSERT ON service_pair TO maillage_app;
GRANT UPDATE (fingerprint, dismissed_for, dismissed_by, dismissed_at) ON service_pair TO maillage_app;

CREATE POLICY both_organisations ON service_merge_proposal FOR SELECT TO maillage_app
	USING (organisation_id = acting_organisation() OR other_organisation_id = acting_organisation());
CREATE POLICY administrators_propose ON service_merge_proposal FOR INSERT TO maillage_app
	WITH CHECK (organisation_id = acting_organisation() AND proposed_by = acting_person() AND acting_role() = 'organisation_administrator' AND state = 'open'
		AND EXISTS (SELECT FROM service s WHERE s.id = ceasing_id AND s.organisation_id = ceasing_organisation_id AND s.published)
		AND EXISTS (SELECT FROM service s WHERE s.id = surviving_id AND s.organisation_id = surviving_organisation_id AND s.published));
-- Who proposed takes it back, who is asked answers; what was settled stays so.
CREATE POLICY administrators_settle ON service_merge_proposal FOR UPDATE TO maillage_app
	USING (state = 'open' AND acting_role() = 'organisation_administrator'
		AND (organisation_id = acting_organisation() OR other_organisation_id = acting_organisation()))
	WITH CHECK (settled_by = acting_person() AND (other_organisation_id = acting_organisation() AND state IN ('accepted', 'declined')
		OR organisation_id = acting_organisation() AND state = 'withdrawn'));
-- The day's job reminds and lets expire; it reads nothing else of a proposal's organisations.
CREATE POLICY system_reads ON service_merge_proposal FOR SELECT TO maillage_app USING (acting_role() = 'system');
CREATE POLICY system_ends ON service_merge_proposal FOR UPDATE TO maillage_app
	USING (acting_role() = 'system' AND state = 'open') WITH CHECK (acting_role() = 'system' AND state IN ('open', 'expired') AND settled_by IS NULL);
GRANT INSERT ON service_merge_proposal TO maillage_app;
GRANT UPDATE (state, settled_by, settled_at, reason, reminded_on) ON service_merge_proposal TO maillage_app;

CREATE POLICY within_or_agreed ON service_successor AS RESTRICTIVE FOR INSERT TO maillage_app
	WITH CHECK (successor_organisation_id = organisation_id OR EXISTS (
		SELECT FROM service_merge_proposal p WHERE p.state = 'accepted' AND p.ceasing_id = service_successor.service_id
			AND p.surviving_id = service_successor.successor_id));

-- ---------------------------------------------------------------------------------------------------------------------
-- Where somebody local answers: as orientation counts it, without the central Réseau

CREATE TABLE local_answer (
	tongue    text NOT NULL CHECK (tongue ~ '^(|(text|spoken)-[a-z]{2,3})$'),
	audience  text NOT NULL,
	need      text NOT NULL,
	area_code text NOT NULL REFERENCES area (code) ON DELETE CASCADE,
	imaginary boolean NOT NULL,
	services  integer NOT NULL CHECK (services > 0),
	PRIMARY KEY (tongue, audience, need, area_code, imaginary)
);
COMMENT ON TABLE local_answer IS 'room: orientation. How many published services that name a commune in their area answer a need there; derived from the match list, of no organisation. Nobody: no row.';
COMMENT ON COLUMN local_answer.tongue IS 'A language their words are written in (text-fr) or that is spoken there (spoken-ar); empty: any.';
COMMENT ON COLUMN local_answer.audience IS 'Empty: any.';
CREATE INDEX local_answer_area_code ON local_answer (area_code);

CREATE TABLE local_answer_count (
	only_row          boolean PRIMARY KEY DEFAULT true CHECK (only_row),
	counted_at        timestamptz(3) NOT NULL,
	took_milliseconds integer NOT NULL
);
COMMENT ON TABLE local_answer_count IS 'room: orientation. When local_answer was last counted, and how long that took.';

CREATE FUNCTION count_local_answers() RETURNS void
	LANGUAGE sql
	SET search_path = maillage
	BEGIN ATOMIC
		DELETE FROM local_answer;
		WITH speaking AS (
			SELECT s.id, s.imaginary, coalesce(s.audiences[1], 'person') AS first_audience, array['']
				|| array(SELECT 'text-' || t.language FROM service_text t WHERE t.service_id = s.id AND t.description <> '')
				|| array(SELECT DISTINCT 'spoken-' || spoken FROM unnest(s.languages) AS spoken WHERE spoken ~ '^[a-z]{2,3}$') AS tongues
			FROM service s WHERE s.published AND s.network_role IS NULL
		)
		INSERT INTO local_answer (tongue, audience, need, area_code, imaginary, services)
		SELECT spoken.tongue, served.audience, m.need, m.area_code, s.imaginary, count(*)
		FROM service_match m
		JOIN area a ON a.code = m.area_code AND a.kind = 'commune'
		JOIN speaking s ON s.id = m.service_id
		CROSS JOIN unnest(s.tongues) AS spoken (tongue)
		-- Each service once for any audience: with the first of its own.
		CROSS JOIN unnest(CASE WHEN m.audience = s.first_audience THEN array[m.audience, ''] ELSE array[m.audience] END) AS served (audience)
		GROUP BY 1, 2, 3, 4, 5;
	END;
COMMENT ON FUNCTION count_local_answers() IS 'Counts anew, in one pass over the match list.';

GRANT SELECT, INSERT, DELETE ON local_answer TO maillage_app;
GRANT SELECT, INSERT, UPDATE ON local_answer_count TO maillage_app;

-- What is there already.
SELECT refresh_service_marks(coalesce(array_agg(id), '{}')) FROM service;
