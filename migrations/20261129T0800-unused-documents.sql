-- A document that was brought and that nothing refers to a week later is nobody's any more.

CREATE POLICY left_unused ON protocol_document FOR DELETE TO maillage_app
	USING (acting_role() = 'system' AND uploaded_at < now() - interval '7 days'
		AND NOT EXISTS (SELECT FROM protocol_text t WHERE t.document_id = protocol_document.id)
		AND NOT EXISTS (SELECT FROM party_act a WHERE a.document_id = protocol_document.id)
		AND NOT EXISTS (SELECT FROM accession a
			WHERE protocol_document.id IN (a.approval_document_id, a.decision_document_id, a.signature_document_id)));
