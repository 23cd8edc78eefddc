-- Mail that leaves the house: one row a mail, written in the transaction of the act it tells of, posted by a job.

CREATE FUNCTION acting_part() RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN nullif(current_setting('app.part', true), '');
COMMENT ON FUNCTION acting_part() IS 'The part of the house the transaction works for: mail, for the few steps that may read addresses. An expired SET LOCAL leaves an empty string, hence nullif.';

CREATE TABLE outbox_mail (
	id         uuid PRIMARY KEY,
	kind       text NOT NULL CHECK (kind ~ '^[a-z]+[.][a-z_]+$'),
	recipient  text CHECK (length(recipient) <= 254 AND recipient ~ '^[^[:cntrl:][:space:]@,;:<>"()]+@[^[:cntrl:][:space:]@,;:<>"()]+$'),
	language   text NOT NULL CHECK (language IN ('fr', 'nl', 'de', 'en')),
	data       jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(data) = 'object'
		AND NOT jsonb_path_exists(data, '$.** ? (@.type() == "string" && @ like_regex "[[:cntrl:]]")')),
	state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'kept')),
	attempts   smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
	last_error text CHECK (last_error IN ('unreachable', 'timeout', 'encryption', 'sign_in', 'postponed', 'refused', 'unreadable', 'interrupted', 'unexpected')),
	created_at timestamptz NOT NULL DEFAULT now(),
	due_at     timestamptz NOT NULL DEFAULT now(),
	sent_at    timestamptz,
	CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
	CHECK (state <> 'failed' OR last_error IS NOT NULL),
	CHECK (state <> 'waiting' OR recipient IS NOT NULL),
	CHECK (state IN ('waiting', 'kept') OR data = '{}')
);
COMMENT ON TABLE outbox_mail IS 'house: mail. Every mail that leaves, from the act that caused it until its address is erased. Says that there is something to read, never what.';
COMMENT ON COLUMN outbox_mail.recipient IS 'The address. NULL once erased, seven days after the mail was sent, kept or given up.';
COMMENT ON COLUMN outbox_mail.data IS 'What the template needs and nothing else: no line breaks, nothing confidential. Emptied as soon as the mail is sent or given up.';
COMMENT ON COLUMN outbox_mail.state IS 'Kept: not sent on purpose, because no mail server is set or the address is one of the demonstration.';
COMMENT ON COLUMN outbox_mail.last_error IS 'The class of the last failure. What the mail server answered is not kept: it repeats addresses.';
COMMENT ON COLUMN outbox_mail.due_at IS 'When the next attempt is due. A waiting mail that is long overdue has lost its job and is given a new one.';

CREATE INDEX outbox_mail_waiting ON outbox_mail (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_mail_addresses ON outbox_mail (created_at) WHERE recipient IS NOT NULL;
CREATE INDEX outbox_mail_failed ON outbox_mail (created_at) WHERE state = 'failed';

-- Whoever writes a mail cannot read the outbox: not the mail of others, not its own.
ALTER TABLE outbox_mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_mail FORCE ROW LEVEL SECURITY;
GRANT SELECT ON outbox_mail TO maillage_app;
GRANT INSERT (id, kind, recipient, language, data) ON outbox_mail TO maillage_app;
GRANT UPDATE (recipient, data, state, attempts, last_error, due_at, sent_at) ON outbox_mail TO maillage_app;
CREATE POLICY anyone_posts ON outbox_mail FOR INSERT TO maillage_app WITH CHECK (state = 'waiting');
CREATE POLICY mail_reads ON outbox_mail FOR SELECT TO maillage_app USING (acting_part() = 'mail');
CREATE POLICY mail_records ON outbox_mail FOR UPDATE TO maillage_app USING (acting_part() = 'mail') WITH CHECK (acting_part() = 'mail');
