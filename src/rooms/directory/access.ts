import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	findService: 'anyone',
	listCentralServices: 'anyone',
	listServiceIds: 'anyone',
	listServicesOfPlace: 'anyone',
	selectListedServices: 'anyone',
	watchDemonstration: 'anyone',
	nameOrganisations: 'anyone',
	getOrganisation: 'system',
	listOwnOrganisations: 'system',
	listReferenceOrganisations: 'system',
	findPublicEntity: 'anyone',
	getSignatory: 'anyone',
	registerOrganisation: 'system',
	loadNetwork: 'system',
} satisfies Access;
