import type { Access } from '#rooms/identity/access-rule.ts';

/** What is in the directory is public; Maillage itself loads it and derives the open feed. */
export const access = {
	findService: 'anyone',
	listCentralServices: 'anyone',
	listServicesOfPlace: 'anyone',
	listSitemapPrefixes: 'anyone',
	listServiceIds: 'anyone',
	selectListedServices: 'anyone',
	watchDemonstration: 'anyone',
	listHsdsDocuments: 'anyone',
	findHsdsDocument: 'anyone',
	streamHsdsDocuments: 'anyone',
	loadNetwork: 'system',
	projectNetwork: 'system',
	projectOrganisation: 'system',
} satisfies Access;
