import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	findService: 'anyone',
	listCentralServices: 'anyone',
	listServiceIds: 'anyone',
	listServicesOfPlace: 'anyone',
	selectListedServices: 'anyone',
	watchDemonstration: 'anyone',
	findPublicEntity: 'anyone',
	getOrganisation: 'anyone',
	getSignatory: 'anyone',
	listReferenceOrganisations: 'anyone',
	nameOrganisations: 'anyone',
	listOwnOrganisations: 'system',
	registerOrganisation: 'system',
	loadNetwork: 'system',
} satisfies Access;
