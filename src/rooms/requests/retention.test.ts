import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { anAskedTeam } from './asker.builder.ts';
import { eraseMonthsOver } from './erase-months-over.server.ts';
import { openAs } from './inbox.builder.ts';
import { listCards } from './list-cards.server.ts';
import { listErasures } from './list-erasures.server.ts';
import { openRequest } from './open-request.server.ts';
import { aRequest } from './request.builder.ts';

const { app, owner } = await aDatabase();

/** Sent so long ago that its month is over: kept for a year. */
const longAgo = new Date(Date.now() - 430 * 86_400_000);

describe('when a month is over', () => {
	test('its key is destroyed, its requests are gone, and a certificate says how much; other months stay', async () => {
		const asked = await anAskedTeam(owner);
		const { team, serviceId } = asked;
		const { organisationId } = team;
		const old = await aRequest(owner, { team, serviceId, sentAt: longAgo });
		const recent = await aRequest(owner, { team, serviceId });
		const key = await owner
			.selectFrom('retention_key')
			.select(['secret', 'month'])
			.where('organisation_id', '=', organisationId)
			.orderBy('month')
			.executeTakeFirstOrThrow();
		await eraseMonthsOver(app);
		const left = await owner.selectFrom('request').select('id').where('organisation_id', '=', organisationId).execute();
		expect(left).toEqual([{ id: recent.scope.requestId }]);
		expect(
			await owner.selectFrom('request_object').select('id').where('request_id', '=', old.scope.requestId).execute(),
		).toEqual([]);
		const admin = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
		const listed = await listErasures(app, admin.signedIn, { organisationId, page: 1 });
		expect(listed).toMatchObject({
			erasures: [
				{ month: key.month, requests: 1, objects: 1, keyHash: createHash('sha256').update(key.secret).digest('hex') },
			],
			hasMore: false,
		});
		const tally = await owner
			.selectFrom('request_tally')
			.select(['outcome', 'count'])
			.where('service_id', '=', serviceId)
			.execute();
		expect(tally).toEqual([{ outcome: 'erased', count: 1 }]);
		await eraseMonthsOver(app);
		expect(await listErasures(app, admin.signedIn, { organisationId, page: 1 })).toEqual(listed);
	});

	test('an old backup of its rows, put back, is unreadable', async () => {
		const { team, serviceId } = await anAskedTeam(owner);
		const [ines] = team.holders as [KeyHolder];
		const request = await aRequest(owner, { team, serviceId, text: 'À oublier.', sentAt: longAgo });
		// Its month is over, and the night has not come yet.
		const { entries } = await openAs(app, ines, { team, request });
		expect(entries).toMatchObject([{ kind: 'first', message: { text: 'À oublier.' } }]);
		const backup = {
			requests: await owner.selectFrom('request').selectAll().where('id', '=', request.scope.requestId).execute(),
			objects: await owner
				.selectFrom('request_object')
				.select(['organisation_id', 'request_id', 'id', 'kind', 'version', 'by_team', 'sealed'])
				.where('request_id', '=', request.scope.requestId)
				.execute(),
		};
		await eraseMonthsOver(app);
		await owner.insertInto('request').values(backup.requests).execute();
		await owner.insertInto('request_object').values(backup.objects).execute();
		const place = { organisationId: team.organisationId, teamId: team.teamId };
		const opened = await openRequest(app, ines.signedIn, { ...place, requestId: request.scope.requestId });
		expect(opened).toMatchObject({ line: { unreadable: true, vaultWrap: null }, intakeWrap: null });
		const listed = await listCards(app, ines.signedIn, { ...place, after: null });
		expect(listed).toMatchObject({ lines: [{ unreadable: true, vaultWrap: null }] });
	});

	test('the work of the night sees no month that goes on, and no key of one', async () => {
		const { team, serviceId } = await anAskedTeam(owner);
		await aRequest(owner, { team, serviceId });
		await eraseMonthsOver(app);
		expect(
			await owner
				.selectFrom('retention_key')
				.select('month')
				.where('organisation_id', '=', team.organisationId)
				.execute(),
		).toHaveLength(1);
	});
});
