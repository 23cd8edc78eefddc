import type { HsdsObject } from '../../hsds.ts';
import { partId } from '../../part-id.ts';
import type { PublishedService, Territory } from './published.ts';

/** Where the service is, when that is known to the street: one place, or none. */
export function describeLocations(service: PublishedService, territory: Territory): HsdsObject[] {
	const { id, street, postalCode, town } = service;
	if (street === null || postalCode === null || town === null) return [];
	const locationId = partId(id, 'location');
	return [
		{
			id: partId(id, 'service_at_location'),
			service_id: id,
			location_id: locationId,
			location: {
				id: locationId,
				location_type: 'physical',
				name: `${street}, ${town}`,
				addresses: [
					{
						id: partId(id, 'address'),
						location_id: locationId,
						address_1: street,
						city: town,
						state_province: nameProvince(service, postalCode, territory),
						postal_code: postalCode,
						country: 'BE',
						address_type: 'physical',
					},
				],
			},
		},
	];
}

/** The province, or the region for Brussels, which has none; Belgium for a postal code of no commune. */
function nameProvince({ mainLanguage }: PublishedService, postalCode: string, { areas, communes }: Territory): string {
	const lineage = areas.get(communes.get(postalCode) ?? '')?.lineage ?? [];
	const wider = lineage.map((code) => areas.get(code)).filter((area) => area !== undefined);
	const area = wider.find(({ kind }) => kind === 'province') ?? wider.find(({ kind }) => kind === 'region');
	return area?.names[mainLanguage] ?? 'Belgique';
}
