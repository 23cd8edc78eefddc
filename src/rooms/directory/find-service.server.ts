import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import { readListedService, selectListedServices } from './select-listed-services.server.ts';
import type { ListedServiceRow } from './select-listed-services.server.ts';
import type { Audience, ListedService, Minors, Mode, Need } from './service.ts';

/** A published service with what its own page shows beyond a card. */
export type ServicePage = ListedService & {
	conditions: string;
	minors: Minors | null;
	modes: Mode[];
	audiences: Audience[];
	needs: Need[];
	coverage: string[];
	street: string | null;
	postalCode: string | null;
	town: string | null;
	sourceUrl: string | null;
};

type Row = ListedServiceRow & {
	conditions: string;
	minors: Minors | null;
	modes: Mode[];
	audiences: Audience[];
	needs: Need[];
	coverage: string[];
	street: string | null;
	postal_code: string | null;
	town: string | null;
	source_url: string | null;
};

const wanted = [
	't.conditions',
	's.minors',
	's.modes',
	's.audiences',
	's.needs',
	's.street',
	's.postal_code',
	's.town',
	's.source_url',
];

const query = {
	name: 'find-service',
	text: `WITH chosen AS (
	SELECT id AS service_id,
		ARRAY(SELECT area_code FROM service_coverage WHERE service_id = service.id ORDER BY area_code) AS coverage
	FROM service
	WHERE id = $1 AND published
)
${selectListedServices('$2', [...wanted, 'chosen.coverage'])}`,
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A published service by its id; undefined when there is none, or none that may be seen. */
export async function findService(
	reader: PublicReader,
	id: string,
	language: Language,
): Promise<ServicePage | undefined> {
	if (!uuid.test(id)) {
		return undefined;
	}
	const [row] = await reader.read<Row>({ ...query, values: [id, language] });
	if (!row) {
		return undefined;
	}
	const {
		conditions,
		minors,
		modes,
		audiences,
		needs,
		coverage,
		street,
		town,
		postal_code: postalCode,
		source_url: sourceUrl,
	} = row;
	const beyond = { conditions, minors, modes, audiences, needs, coverage, street, town, postalCode, sourceUrl };
	return { ...readListedService(row), ...beyond };
}
