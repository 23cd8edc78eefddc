import type { Access } from '#rooms/identity/access-rule.ts';
import type { Role } from '#rooms/identity/roles.ts';

/** The entries of an organisation are its administrators' own. */
const administrators = ['organisation_administrator'] as const satisfies readonly Role[];
/** The second pair of eyes: another administrator, or a coordinator. */
const reviewers = ['organisation_administrator', 'coordinator'] as const satisfies readonly Role[];

export const access = {
	findService: 'anyone',
	findSuccessor: 'anyone',
	listCentralServices: 'anyone',
	listServiceIds: 'anyone',
	listServicesOfPlace: 'anyone',
	selectListedServices: 'anyone',
	findClosures: 'anyone',
	watchDemonstration: 'anyone',
	findPublicEntity: 'anyone',
	nameOrganisations: 'anyone',
	getOrganisation: 'system',
	getSignatory: 'system',
	listOwnOrganisations: 'system',
	listReferenceOrganisations: 'system',
	registerOrganisation: 'system',
	loadNetwork: 'system',
	listHsdsDocuments: 'anyone',
	findHsdsDocument: 'anyone',
	streamHsdsDocuments: 'anyone',
	projectNetwork: 'system',
	projectOrganisation: 'system',
	remindAdministrators: 'system',
	findProfessionalContact: 'signed_in',
	listOwnServices: reviewers,
	listServicesDue: administrators,
	listServicesEntries: reviewers,
	findOwnService: reviewers,
	listServiceChanges: reviewers,
	createService: administrators,
	editService: administrators,
	restoreService: administrators,
	submitService: administrators,
	publishService: reviewers,
	pauseService: administrators,
	resumeService: administrators,
	archiveService: administrators,
	confirmService: administrators,
	sendSuggestion: 'anyone',
	sendPartnerSuggestion: 'signed_in',
	listSuggestions: reviewers,
	listSuggestionEntries: reviewers,
	answerSuggestion: reviewers,
	remindOfSuggestions: 'system',
	eraseSuggestions: 'system',
} satisfies Access;
