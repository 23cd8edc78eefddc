import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import { readListedService, selectCentralServices, selectListedServices } from './select-listed-services.server.ts';
import type { ListedServiceRow } from './select-listed-services.server.ts';
import type { ListedService } from './service.ts';

const servicesPerPage = 25;

/** A service that covers a place, with the area it does so by; undefined for the central Réseau. */
type LocalService = ListedService & { areaCode: string | undefined };

/** What covers a place: nearest areas first; the central Réseau apart. */
export type ServicesOfPlace = { services: LocalService[]; central: LocalService[]; hasMore: boolean };

type Wish = { lineage: string[]; language: Language; day: string; page: number };
type Row = ListedServiceRow & { area_code: string | null };

const query = {
	name: 'services-of-place',
	text: `WITH central AS (${selectCentralServices('$6')}),
found AS (
	SELECT covering.service_id, level.nearness, level.code AS area_code, covering.draw
	FROM (SELECT code, nearness FROM unnest($1::text[]) WITH ORDINALITY AS lineage (code, nearness) ORDER BY nearness) level
	CROSS JOIN LATERAL (
		SELECT c.service_id, uuid_hash_extended(c.service_id, $2) AS draw
		FROM service_coverage c
		WHERE c.area_code = level.code AND c.published AND c.service_id NOT IN (SELECT service_id FROM central)
			AND NOT EXISTS (
				SELECT FROM service_coverage nearer
				WHERE nearer.service_id = c.service_id AND nearer.area_code = ANY (($1::text[])[:level.nearness - 1])
			)
		ORDER BY draw
		LIMIT $3
	) covering
	ORDER BY level.nearness, covering.draw
	LIMIT ${servicesPerPage + 1} OFFSET $4
),
chosen AS (
	SELECT service_id, nearness, area_code, draw, NULL::text AS central_role FROM found
	UNION ALL
	SELECT service_id, NULL, NULL, 0, central_role FROM central
)
${selectListedServices('$5', ['chosen.area_code'])}
ORDER BY nearness NULLS LAST, draw, array_position($6, central_role)`,
};

/** Every published service that covers a place, nearest areas first, ties drawn anew each day. One round trip. */
export async function listServicesOfPlace(reader: PublicReader, wish: Wish): Promise<ServicesOfPlace> {
	const offset = (wish.page - 1) * servicesPerPage;
	const roles = ['individual_support', 'professional_support'];
	const values = [
		wish.lineage,
		wish.day.replaceAll('-', ''),
		offset + servicesPerPage + 1,
		offset,
		wish.language,
		roles,
	];
	const rows = await reader.read<Row>({ ...query, values });
	const services = rows.map((row) => ({ ...readListedService(row), areaCode: row.area_code ?? undefined }));
	const local = services.filter((service) => service.networkRole === null);
	return {
		services: local.slice(0, servicesPerPage),
		central: services.filter((service) => service.networkRole !== null),
		hasMore: local.length > servicesPerPage,
	};
}
