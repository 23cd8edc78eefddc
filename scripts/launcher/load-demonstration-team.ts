import { resolve } from 'node:path';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { readJson } from '#house/reference/read-json.ts';
import { ImaginaryService, loadDemonstrationService } from '#rooms/directory/load-demonstration-service.server.ts';
import type { OwnOrganisation } from '#rooms/directory/list-own-organisations.server.ts';
import { DEMONSTRATION_PASSPHRASE } from '#rooms/identity/demonstration.ts';
import { findDemonstrationTeam } from '#rooms/identity/find-demonstration-team.server.ts';
import { listImaginaryPeople } from '#rooms/identity/list-imaginary-people.server.ts';
import { loadDemonstrationKeys } from '#rooms/keys/load-demonstration-keys.server.ts';
import { removeDemonstrationKeys } from '#rooms/keys/remove-demonstration-keys.server.ts';
import {
	DemonstrationRequests,
	loadDemonstrationRequests,
} from '#rooms/requests/load-demonstration-requests.server.ts';
import { removeDemonstrationRules } from '#rooms/requests/remove-demonstration-rules.server.ts';

const TeamFile = DemonstrationRequests.extend({
	organisation: z.string(),
	service: ImaginaryService,
});

/** One imaginary team that takes requests, so that both sides can be tried; none where real people work by now. */
export async function loadDemonstrationTeam(tx: Transaction<DB>, organisations: OwnOrganisation[]): Promise<void> {
	const { organisation, service, ...asked } = readJson(resolve('seed/team.json'), TeamFile).value;
	const organisationId = organisations.find(({ key }) => key === organisation)?.id;
	const team = organisationId && (await findDemonstrationTeam(tx, organisationId));
	if (!organisationId || !team) return;
	const { teamId, people } = team;
	const serviceId = await loadDemonstrationService(tx, organisationId, service);
	const keys = await loadDemonstrationKeys(tx, {
		organisationId,
		teamId,
		people,
		passphrase: DEMONSTRATION_PASSPHRASE,
	});
	const [personId] = people;
	if (keys === undefined || personId === undefined) return;
	const { date } = readClock(new Date());
	await loadDemonstrationRequests(
		tx,
		{ organisationId, teamId, serviceId, personId, ...keys },
		{ ...asked, today: date },
	);
}

/** What imaginary people have made while trying: their keys, those of their teams, and their rules of keeping. */
export async function removeDemonstrationTeams(tx: Transaction<DB>): Promise<void> {
	const people = await listImaginaryPeople(tx);
	await removeDemonstrationRules(tx, people);
	await removeDemonstrationKeys(tx, people);
}
