import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { open } from '#house/crypto/envelope.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import type { GatePass } from '#house/web/gate.ts';
import { anAskedTeam, anAsker, aDraft, aSealedRequest, type Asker } from './asker.builder.ts';
import { FirstMessage, readPayload } from './payloads.ts';
import { placeOf } from './places.ts';
import { openFromIntake } from './request-keys.ts';
import { sendRequest } from './send-request.server.ts';

const database = await aDatabase();
const { app, owner } = database;
const asked = await anAskedTeam(owner);

function aPass(): GatePass {
	return { by: 'work', proof: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) };
}

async function send(asker: Asker, { to = asked, pass = aPass(), notice = null as string | null, draft = aDraft() } = {}) {
	const sealed = await aSealedRequest(asker, to.intake, draft, notice);
	const wish = { serviceId: to.serviceId, ...sealed, withoutScript: false, now: new Date('2026-11-30T09:00:00Z') };
	return sendRequest(app, wish, pass);
}

describe('a request that is sent', () => {
	test('is there for the team, sealed, with the day by which it is answered', async () => {
		const asker = await anAsker(app);
		expect(await send(asker)).toEqual({ dueOn: '2026-12-07' });
		const row = await owner.selectFrom('request').selectAll().where('id', '=', asker.sender.requestId).executeTakeFirstOrThrow();
		expect(row).toMatchObject({ state: 'sent', waits_for_team: true, retention_month: '2027-11-01' });
	});
});
