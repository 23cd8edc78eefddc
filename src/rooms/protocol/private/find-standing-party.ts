import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { findPublicEntity } from '#rooms/directory/find-public-entity.server.ts';
import type { AccessionFile } from '../accession-file.ts';
import { isParty, stateOn } from '../party-state.ts';
import { meanwhileAsSystem } from './as-system.ts';
import { findPartyForUpdate } from './find-party.server.ts';

/** The organisation that applies, where the directory knows it: by its area, or by the number under which it acceded before. */
export async function findCandidate(tx: Transaction<DB>, file: AccessionFile): Promise<string | undefined> {
	const [areaCode] = file.areaCodes;
	if (file.kind !== null && file.kind !== 'other' && areaCode !== undefined && file.areaCodes.length === 1) {
		const entity = await findPublicEntity(tx, { kind: file.kind, areaCode });
		if (entity !== undefined) return entity.id;
	}
	if (file.enterpriseNumber === null) return undefined;
	const number = file.enterpriseNumber;
	const before = await meanwhileAsSystem(tx, () =>
		tx
			.selectFrom('accession')
			.select(sql<string>`candidate_organisation_id`.as('organisationId'))
			.where('enterprise_number', '=', number)
			.where('state', '=', 'effective')
			.where('candidate_organisation_id', 'is not', null)
			.limit(1)
			.executeTakeFirst(),
	);
	return before?.organisationId;
}

/** Whether the entity that applies is a party already. */
export async function isPartyAlready(tx: Transaction<DB>, file: AccessionFile): Promise<boolean> {
	const organisationId = await findCandidate(tx, file);
	if (organisationId === undefined) return false;
	const party = await tx
		.selectFrom('party')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	if (party === undefined) return false;
	const known = await findPartyForUpdate(tx, party.id);
	return known !== undefined && isParty(stateOn(known.acts, readClock(new Date()).date));
}
