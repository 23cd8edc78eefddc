import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	findService: 'anyone',
	listCentralServices: 'anyone',
	listServiceIds: 'anyone',
	listServicesOfPlace: 'anyone',
	selectListedServices: 'anyone',
	watchDemonstration: 'anyone',
	listOwnOrganisations: 'system',
	getOrganisation: 'anyone',
	nameOrganisations: 'anyone',
	listReferenceOrganisations: 'system',
	loadNetwork: 'system',
} satisfies Access;
