import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import { readListedService, selectCentralServices, selectListedServices } from './select-listed-services.server.ts';
import type { ListedServiceRow } from './select-listed-services.server.ts';
import type { ListedService } from './service.ts';

const roles = ['individual_support', 'professional_support'];
const query = {
	name: 'central-services',
	text: `WITH chosen AS (${selectCentralServices('$1')})
${selectListedServices('$2')}
ORDER BY array_position($1, central_role)`,
};

/** The services of the central Réseau, support for persons first. */
export async function listCentralServices(reader: PublicReader, language: Language): Promise<ListedService[]> {
	const rows = await reader.read<ListedServiceRow>({ ...query, values: [roles, language] });
	return rows.map(readListedService);
}
