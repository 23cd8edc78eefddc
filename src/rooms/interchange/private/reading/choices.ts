const locations = ['physical', 'postal', 'virtual'] as const;

/** The fields with a closed list of values. */
export const choices: Record<string, readonly string[] | undefined> = {
	'service.status': ['active', 'inactive', 'defunct', 'temporarily closed'],
	'location.location_type': locations,
	'address.address_type': locations,
	'schedule.freq': ['WEEKLY', 'MONTHLY'],
	'schedule.wkst': ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
};
