import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWithIdentity, openWithPassphrase } from '#house/crypto/age-file.ts';
import { bytesToUtf8 } from '#house/crypto/bytes.ts';
import { open } from '#house/crypto/envelope.ts';
import { deriveTeamKeys } from '#house/crypto/team-secret.ts';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { listOwnOrganisations } from '#rooms/directory/list-own-organisations.server.ts';
import { ImaginaryService, loadDemonstrationService } from '#rooms/directory/load-demonstration-service.server.ts';
import { loadNetwork } from '#rooms/directory/load-network.server.ts';
import { DEMONSTRATION_PASSPHRASE as passphrase } from '#rooms/identity/demonstration.ts';
import { findDemonstrationTeam } from '#rooms/identity/find-demonstration-team.server.ts';
import { listImaginaryPeople } from '#rooms/identity/list-imaginary-people.server.ts';
import { loadDemonstrationPeople } from '#rooms/identity/load-demonstration-people.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { loadDemonstrationKeys } from '#rooms/keys/load-demonstration-keys.server.ts';
import { removeDemonstrationKeys } from '#rooms/keys/remove-demonstration-keys.server.ts';
import { DemonstrationRequests, loadDemonstrationRequests } from './load-demonstration-requests.server.ts';
import { FirstMessage, readPayload } from './payloads.ts';
import { placeOf } from './places.ts';
import { removeDemonstrationRules } from './remove-demonstration-rules.server.ts';
import { openFromIntake } from './request-keys.ts';

const { owner } = await aDatabase();
const { organisation, service, ...asked } = JSON.parse(readFileSync('seed/team.json', 'utf8'));
const seed = { ...DemonstrationRequests.parse(asked), today: '2026-11-30' };

async function load(): Promise<{ organisationId: string; teamId: string; serviceId: string }> {
	return owner.transaction().execute(async (tx) => {
		const organisations = await listOwnOrganisations(tx);
		await loadDemonstrationPeople(tx, organisations);
		const organisationId = organisations.find(({ key }) => key === organisation)?.id ?? '';
		const team = await findDemonstrationTeam(tx, organisationId);
		if (team === undefined) throw new Error('nobody is in the team');
		const of = { organisationId, teamId: team.teamId };
		const serviceId = await loadDemonstrationService(tx, organisationId, ImaginaryService.parse(service));
		const keys = await loadDemonstrationKeys(tx, { ...of, people: team.people, passphrase });
		if (keys === undefined) throw new Error('the team has no key');
		await loadDemonstrationRequests(tx, { ...of, serviceId, personId: team.people[0] ?? '', ...keys }, seed);
		return { ...of, serviceId };
	});
}

/** What anyone reads who knows the passphrase, as the browser would. */
async function readRequests({ organisationId, teamId }: { organisationId: string; teamId: string }): Promise<string[]> {
	const { file: slot } = await owner.selectFrom('staff_key_slot').select('file').limit(1).executeTakeFirstOrThrow();
	const identity = bytesToUtf8(await openWithPassphrase(slot, passphrase));
	const wraps = await owner.selectFrom('team_key_wrap').select('file').where('team_id', '=', teamId).execute();
	const opened = await Promise.all(wraps.map(({ file }) => openWithIdentity(file, identity).catch(() => undefined)));
	const { intakeIdentity: key } = await deriveTeamKeys(
		opened.find((secret) => secret !== undefined) ?? new Uint8Array(),
	);
	const requests = await owner
		.selectFrom('request')
		.selectAll()
		.where('team_id', '=', teamId)
		.orderBy('sent_at')
		.execute();
	const texts: string[] = [];
	for (const { id: requestId, intake_wrap, retention_month: month } of requests) {
		const scope = { organisationId, teamId, requestId };
		const layer = await actAs(owner, { organisationId }, (tx) => findOuterLayer(tx, { organisationId, month }));
		const wrap = layer.take(`${requestId}:intake`, intake_wrap ?? new Uint8Array());
		const requestKey = await openFromIntake(wrap, scope, { epoch: 1, key });
		const { id, sealed } = await owner
			.selectFrom('request_object')
			.selectAll()
			.where('request_id', '=', requestId)
			.executeTakeFirstOrThrow();
		const place = placeOf(scope, 'message', { id, version: 1 });
		texts.push(readPayload(FirstMessage, open(requestKey, place, sealed)).text);
	}
	return texts;
}

test(
	'the demonstration has a team whose requests anyone reads who knows its passphrase; it is loaded once, and goes without a trace',
	{ timeout: 60_000 },
	async () => {
		const first = await load();
		expect(await readRequests(first)).toEqual(seed.requests.map(({ text }) => text));
		expect(await load()).toEqual(first);
		expect(await readRequests(first)).toHaveLength(seed.requests.length);
		const { imaginary } = await owner
			.selectFrom('service')
			.select('imaginary')
			.where('id', '=', first.serviceId)
			.executeTakeFirstOrThrow();
		expect(imaginary).toBe(true);

		await owner.transaction().execute(async (tx) => {
			await loadNetwork(tx, { referenceDirectory: 'reference', demonstrationDirectory: undefined });
			const people = await listImaginaryPeople(tx);
			await removeDemonstrationRules(tx, people);
			await removeDemonstrationKeys(tx, people);
			await loadDemonstrationPeople(tx, 'without');
		});
		for (const table of [
			'request',
			'request_intake',
			'retention_rule',
			'team_key',
			'staff_key',
			'staff_key_slot',
		] as const) {
			expect(await owner.selectFrom(table).selectAll().execute()).toEqual([]);
		}
		expect(await owner.transaction().execute((tx) => listImaginaryPeople(tx))).toEqual([]);
	},
);
