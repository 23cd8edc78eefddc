import type { ListedService } from './service.ts';

/** A service as schema.org describes it (https://schema.org/Service). An imaginary one gives no way to reach it. */
export function toSchemaOrg(service: ListedService, coverage: { name: string }[]): object {
	const reachable = !service.imaginary && (service.phone !== null || service.email !== null);
	return {
		'@context': 'https://schema.org',
		'@type': 'Service',
		name: service.name,
		description: service.description || undefined,
		provider: { '@type': 'GovernmentOrganization', name: service.organisationName },
		areaServed: coverage.map((area) => ({ '@type': 'AdministrativeArea', name: area.name })),
		isAccessibleForFree: service.free ?? undefined,
		availableChannel: reachable
			? {
					'@type': 'ServiceChannel',
					servicePhone: service.phone === null ? undefined : { '@type': 'ContactPoint', telephone: service.phone },
					serviceUrl: service.url ?? undefined,
					availableLanguage: service.languages,
				}
			: undefined,
	};
}
