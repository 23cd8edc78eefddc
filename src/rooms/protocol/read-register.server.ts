import type { PublicReader } from '#house/database/public-reader.ts';
import { nameOrganisations } from '#rooms/directory/name-organisations.server.ts';
import type { Party } from './party.ts';
import { PartyRow, selectParties } from './private/party-row.ts';

/** Every party and candidate with all that is public of it, or the one of a key or of an organisation. */
export async function readRegister(reader: PublicReader, which: string | null = null): Promise<Party[]> {
	const rows = await reader.read<Record<string, unknown>>({ ...selectParties, values: [which] });
	const parties = rows.map((row) => PartyRow.parse(row));
	const names = await nameOrganisations(
		reader,
		parties.map(({ organisationId }) => organisationId),
	);
	return parties.map((party) => ({ ...party, names: names.get(party.organisationId) ?? unnamed(party.key) }));
}

function unnamed(key: string) {
	return { fr: key, nl: key, de: key, en: key };
}
