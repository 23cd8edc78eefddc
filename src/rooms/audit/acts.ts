/** Every act that is recorded, by the room it belongs to. A code is for ever: entries keep it. */
const ACTS = {
	directory: [
		'service.submitted',
		'service.published',
		'service.confirmed',
		'service.paused',
		'service.resumed',
		'service.archived',
		'service.merged',
		'pair.dismissed',
		'merge.proposed',
		'merge.accepted',
		'merge.declined',
		'merge.withdrawn',
		'suggestion.answered',
	],
	interchange: ['import.checked', 'import.taken', 'import.published', 'import.cancelled'],
	identity: [
		'person.invited',
		'invitation.accepted',
		'invitation.revoked',
		'person.left',
		'role.given',
		'role.withdrawn',
		'team.opened',
		'team.renamed',
		'team.closed',
		'colleague.released',
	],
	protocol: [
		'protocol_act.recorded',
		'participation.begun',
		'participation.ended',
		'accession.submitted',
		'accession.returned',
		'accession.review_begun',
		'participation.struck',
		'party_contact.given',
		'party_contact.removed',
		'protocol_version.recorded',
		'protocol_text.recorded',
		'accession.reviewed',
		'accession.scheduled',
		'accession.decided',
		'accession.signed',
		'accession.effect_planned',
		'accession.withdrawn',
		'accession.effective',
	],
	requests: ['request.sent', 'request.written', 'request.withdrawn'],
	audit: ['audit.exported', 'audit.person_erased'],
} as const;

export const acts = [
	...ACTS.directory,
	...ACTS.interchange,
	...ACTS.identity,
	...ACTS.protocol,
	...ACTS.requests,
	...ACTS.audit,
] as const;
export type Act = (typeof acts)[number];

export function isAct(text: string): text is Act {
	return acts.some((act) => act === text);
}
