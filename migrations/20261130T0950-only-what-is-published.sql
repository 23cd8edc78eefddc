-- What is no longer in the directory takes nothing: neither from a page that was open before, nor behind the pages.

CREATE OR REPLACE FUNCTION open_intake(asked uuid) RETURNS jsonb
	LANGUAGE sql STABLE
	RETURN (
		SELECT jsonb_build_object('organisationId', i.organisation_id, 'teamId', i.team_id, 'teamName', t.name,
			'promisedDays', i.promised_days, 'withoutScript', i.without_script, 'epoch', k.epoch, 'recipient', k.intake_recipient)
		FROM request_intake i
		JOIN service s ON s.id = i.service_id AND s.published
		JOIN team t ON t.organisation_id = i.organisation_id AND t.id = i.team_id
		JOIN team_key k ON k.organisation_id = i.organisation_id AND k.team_id = i.team_id AND k.state = 'current'
		WHERE i.service_id = asked AND i.is_open AND EXISTS (
			SELECT FROM team_key_wrap w WHERE w.organisation_id = k.organisation_id AND w.team_id = k.team_id AND w.epoch = k.epoch));
COMMENT ON FUNCTION open_intake(uuid) IS 'Who reads what is written to this published service in confidence, and to what it is sealed; NULL where nobody takes it now, or nobody holds the key. Sees what its caller may.';

ALTER POLICY anyone_sends ON request WITH CHECK (
	acting_part() = 'asking' AND id = acting_request() AND state = 'sent'
	AND EXISTS (SELECT FROM service s WHERE s.id = request.service_id AND s.published)
	AND EXISTS (
		SELECT FROM request_intake i JOIN team_key k USING (organisation_id, team_id)
		WHERE i.organisation_id = request.organisation_id AND i.service_id = request.service_id AND i.team_id = request.team_id
		AND i.is_open AND (i.without_script OR NOT request.without_script) AND k.epoch = request.epoch AND k.state = 'current'));

COMMENT ON FUNCTION take_request(bytea, timestamptz, uuid, uuid, uuid, uuid, text, boolean, text, bytea, bytea, bytea, integer, bytea, bytea, date, date, timestamptz, uuid, bytea) IS 'Takes in a sealed request with its message, and counts it: spends its proof and the locator that was reserved for it, each once. Or takes nothing in, and tells what is wanting: the service takes nothing or its team has another key by now (stale), the proof was spent, the locator is not reserved; in this last case the proof is spent from now on.';
