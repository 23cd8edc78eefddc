import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import {
	readListedService,
	selectCentralServices,
	selectListedServices,
	whereSpoken,
} from '#rooms/directory/select-listed-services.server.ts';
import type { ListedServiceRow } from '#rooms/directory/select-listed-services.server.ts';
import type { Audience, Need, NetworkRole } from '#rooms/directory/service.ts';
import { nearnessOf, servicesPerPage } from './orientation.ts';
import type { FoundService, Orientation } from './orientation.ts';

/** A request with all that a search needs. `day` is YYYY-MM-DD on the clock of Brussels: ties are drawn anew every day. */
export type CompleteRequest = {
	audience: Audience;
	need: Need;
	/** The place and every wider area that contains it, nearest first. */
	lineage: string[];
	spoken: string | undefined;
	page: number;
	language: Language;
	day: string;
};

type FoundRow = ListedServiceRow & { area_code: string | null; stated: boolean };

/** Which parts of the Réseau answer an audience, the first one first. */
const centralRoles: Record<Audience, NetworkRole[]> = {
	person: ['individual_support'],
	relative: ['individual_support'],
	professional: ['professional_support', 'individual_support'],
	public: ['individual_support'],
};

// Level by level outward from the commune; inside a level those that state this audience and need, then by a draw of the day, never by name.
// The inner LIMIT keeps a crowded level cheap, the sorted levels let PostgreSQL stop as soon as a page is full. OFFSET 0: of the few services that
// are nested it is asked one by one, never of all in the nearer areas beforehand.
const found = (spokenFilter: string) => `
found AS (
	SELECT match.service_id, level.nearness, level.code AS area_code, match.stated, match.draw
	FROM (SELECT code, nearness FROM unnest($1::text[]) WITH ORDINALITY AS lineage (code, nearness) ORDER BY nearness) level
	CROSS JOIN LATERAL (
		SELECT m.service_id, m.stated, uuid_hash_extended(m.service_id, $4) AS draw
		FROM service_match m
		WHERE m.area_code = level.code AND m.audience = $2 AND m.need = $3 ${spokenFilter}
			AND NOT (m.nested AND EXISTS (
				SELECT FROM service_match nearer
				WHERE nearer.area_code = ANY (($1::text[])[:level.nearness - 1]) AND nearer.audience = m.audience AND nearer.need = m.need
					AND nearer.stated = m.stated AND nearer.service_id = m.service_id
					OFFSET 0
			))
		ORDER BY m.stated DESC, draw
		LIMIT $5
	) match
	ORDER BY level.nearness, match.stated DESC, match.draw
	LIMIT ${servicesPerPage + 1} OFFSET $6
)`;

function orientationQuery(spokenFilter: string): string {
	return `WITH ${found(spokenFilter)},
central AS (${selectCentralServices('$8')}),
chosen AS (
	SELECT service_id, nearness, area_code, stated, draw, NULL::text AS central_role FROM found
	UNION ALL
	SELECT service_id, NULL, NULL, true, 0, central_role FROM central
)
${selectListedServices('$7', ['chosen.area_code', 'chosen.stated'])}
ORDER BY nearness NULLS LAST, stated DESC, draw, array_position($8, central_role)`;
}

const anyLanguage = { name: 'orient', text: orientationQuery('') };
const oneLanguage = {
	name: 'orient-spoken',
	text: orientationQuery(`AND ${whereSpoken('m.service_id', '$9')}`),
};

/** Whom a person may turn to: local services first, then wider ones, the central Réseau always. One round trip. */
export async function orient(reader: PublicReader, request: CompleteRequest): Promise<Orientation> {
	const offset = (request.page - 1) * servicesPerPage;
	const values = [
		request.lineage,
		request.audience,
		request.need,
		request.day.replaceAll('-', ''),
		offset + servicesPerPage + 1,
		offset,
		request.language,
		centralRoles[request.audience],
	];
	const query =
		request.spoken === undefined ? { ...anyLanguage, values } : { ...oneLanguage, values: [...values, request.spoken] };
	const rows = await reader.read<FoundRow>(query);
	const services = rows.map(readFound);
	const local = services.filter((service) => service.networkRole === null);
	return {
		found: local.slice(0, servicesPerPage),
		central: services.filter((service) => service.networkRole !== null),
		hasMore: local.length > servicesPerPage,
	};
}

function readFound(row: FoundRow): FoundService {
	return Object.assign(readListedService(row), {
		nearness: row.area_code === null ? undefined : nearnessOf(row.area_code),
		areaCode: row.area_code ?? '',
		stated: row.stated,
	});
}
