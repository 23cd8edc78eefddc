import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import { readListedService, selectListedServices } from './select-listed-services.server.ts';
import type { ListedServiceRow } from './select-listed-services.server.ts';
import type { Audience, ListedService, Need } from './service.ts';

/** A published service with what its own page shows beyond a card. */
export type ServicePage = ListedService & {
	audiences: Audience[];
	needs: Need[];
	coverage: string[];
	street: string | null;
	postalCode: string | null;
	town: string | null;
	sourceUrl: string | null;
};

type Row = ListedServiceRow & {
	audiences: Audience[];
	needs: Need[];
	coverage: string[];
	street: string | null;
	postal_code: string | null;
	town: string | null;
	source_url: string | null;
};

const query = {
	name: 'find-service',
	text: `WITH chosen AS (
	SELECT id AS service_id, audiences, needs, street, postal_code, town, source_url,
		ARRAY(SELECT area_code FROM service_coverage WHERE service_id = service.id ORDER BY area_code) AS coverage
	FROM service
	WHERE id = $1 AND published
)
${selectListedServices('$2', ['audiences', 'needs', 'street', 'postal_code', 'town', 'source_url', 'coverage'])}`,
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
	const { audiences, needs, coverage, street, town, postal_code: postalCode, source_url: sourceUrl } = row;
	return { ...readListedService(row), audiences, needs, coverage, street, town, postalCode, sourceUrl };
}
