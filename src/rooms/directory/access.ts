import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	findService: 'anyone',
	listCentralServices: 'anyone',
	listServiceIds: 'anyone',
	listServicesOfPlace: 'anyone',
	selectListedServices: 'anyone',
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
} satisfies Access;
