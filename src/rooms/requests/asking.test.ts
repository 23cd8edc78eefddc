import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { open } from '#house/crypto/envelope.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import type { GatePass } from '#house/web/gate.ts';
import { aRenewedKey } from '#rooms/keys/renewed-key.builder.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { anAskedTeam, anAsker, aDraft, aSealedRequest, type Asker } from './asker.builder.ts';
import { intakeOf } from './request.builder.ts';
import { forgetLocators } from './forget-locators.server.ts';
import { FirstMessage, readPayload } from './payloads.ts';
import { placeOf, type RequestScope } from './places.ts';
import { askerOf } from './private/as-asker.ts';
import { findTaker } from './private/find-taker.ts';
import { NotTakenNow, takeAlone } from './private/take-request.ts';
import { listRequestValues } from './private/write-sealed-request.ts';
import { openFromIntake } from './request-keys.ts';
import { reserveLocator } from './reserve-locator.server.ts';
import { sendRequest } from './send-request.server.ts';

const database = await aDatabase();
const { app, owner } = database;
const asked = await anAskedTeam(owner);
const now = new Date('2026-11-30T09:00:00Z');

function aPass(): GatePass {
	return { by: 'work', proof: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) };
}

interface Sending {
	to?: Pick<typeof asked, 'intake' | 'serviceId'>;
	pass?: GatePass;
	withoutScript?: boolean;
	draft?: ReturnType<typeof aDraft>;
}

async function send(asker: Asker, { to = asked, pass = aPass(), withoutScript = false, draft }: Sending = {}) {
	const sealed = await aSealedRequest(asker, to.intake, draft && { draft });
	return sendRequest(app, { serviceId: to.serviceId, ...sealed, withoutScript, now }, pass);
}

/** A request between the two steps of sending it: who takes it is known, and it is about to be taken in. */
async function aTakenUp({ intake, serviceId }: typeof asked) {
	const { sent, objects } = await aSealedRequest(await anAsker(app), intake);
	const { requestId } = sent;
	const taker = await findTaker(app, { serviceId, requestId, day: '2026-11-30' });
	const [message] = objects;
	if (taker === undefined || 'before' in taker || message === undefined) throw new Error('nobody takes it');
	const { layer, month } = taker;
	const { organisationId } = intake;
	const request = { organisationId, serviceId, sent, withoutScript: false, month, dueOn: month, sentAt: now };
	return { request, layer, message, requestId };
}

function countRequests(serviceId = asked.serviceId) {
	return owner
		.selectFrom('request')
		.select('id')
		.where('service_id', '=', serviceId)
		.execute()
		.then((rows) => rows.length);
}

describe('a request that is sent', () => {
	test('is read by the team it was sealed to, which promised a day', async () => {
		const asker = await anAsker(app);
		const file = { id: randomUUID(), name: 'lettre.pdf', type: 'application/pdf', content: randomBytes(5000) };
		expect(await send(asker, { draft: aDraft('Bonjour.', [file]) })).toEqual({ dueOn: '2026-12-07' });
		const { requestId, messageId } = asker.sender;
		const row = await owner.selectFrom('request').selectAll().where('id', '=', requestId).executeTakeFirstOrThrow();
		expect(row).toMatchObject({ state: 'sent', waits_for_team: true, retention_month: '2027-11-01' });
		const objects = await owner.selectFrom('request_object').selectAll().where('request_id', '=', requestId).execute();
		expect(objects.map(({ kind }) => kind).toSorted()).toEqual(['file', 'message']);
		const scope: RequestScope = { organisationId: asked.team.organisationId, teamId: asked.team.teamId, requestId };
		const wrap = await actAs(owner, { organisationId: scope.organisationId }, async (tx) => {
			const layer = await findOuterLayer(tx, { organisationId: scope.organisationId, month: row.retention_month });
			return layer.take(`${requestId}:intake`, row.intake_wrap ?? new Uint8Array());
		});
		const key = await openFromIntake(wrap, scope, { epoch: 1, key: asked.team.keys.intakeIdentity });
		const sealed = objects.find(({ id }) => id === messageId)?.sealed ?? new Uint8Array();
		const message = readPayload(
			FirstMessage,
			open(key, placeOf(scope, 'message', { id: messageId, version: 1 }), sealed),
		);
		expect(message).toMatchObject({
			text: 'Bonjour.',
			writer: 'relative',
			files: [{ name: 'lettre.pdf', size: 5000 }],
		});
	});

	test('is counted and recorded, with nothing of what was written', async () => {
		const to = await anAskedTeam(owner);
		await send(await anAsker(app), { to });
		await send(await anAsker(app), { to });
		const tally = await owner.selectFrom('request_tally').selectAll().where('service_id', '=', to.serviceId).execute();
		expect(tally).toMatchObject([{ outcome: 'sent', count: 2, month: '2026-11-01' }]);
		const acts = await owner
			.selectFrom('audit_entry')
			.select('act')
			.where('organisation_id', '=', to.team.organisationId)
			.execute();
		expect(acts.map(({ act }) => act)).toEqual(['request.sent', 'request.sent']);
	});

	test('is sent once, however often it is sent again', async () => {
		const to = await anAskedTeam(owner);
		const asker = await anAsker(app);
		const pass = aPass();
		const answers = await Promise.all([
			send(asker, { to, pass }),
			send(asker, { to, pass }),
			send(asker, { to, pass }),
		]);
		expect(answers).toEqual(Array.from({ length: 3 }, () => ({ dueOn: '2026-12-07' })));
		expect(await countRequests(to.serviceId)).toBe(1);
		expect(await send(asker, { to })).toEqual({ dueOn: '2026-12-07' });
	});

	test('is not taken for another one, whose receipt is another', async () => {
		const [first, second] = [await anAsker(app), await anAsker(app)];
		await send(first);
		const forged: Asker = { ...second, sender: { ...second.sender, requestId: first.sender.requestId } };
		expect(await send(forged)).toEqual({ refused: 'unknown' });
	});

	test('spends its proof, which lets in no other', async () => {
		const pass = aPass();
		await send(await anAsker(app), { pass });
		const before = await countRequests();
		expect(await send(await anAsker(app), { pass })).toEqual({ refused: 'spent' });
		expect(await countRequests()).toBe(before);
	});

	test('is sealed anew when the key of the team was renewed meanwhile', async () => {
		const to = await anAskedTeam(owner);
		const asker = await anAsker(app);
		const renewed = await aRenewedKey(owner, to.team);
		const pass = aPass();
		const refused = await send(asker, { to, pass });
		expect(refused).toMatchObject({ refused: 'stale', intake: { epoch: 2, recipient: renewed.keys.intakeRecipient } });
		// With the same proof and the same receipt: the person notices nothing.
		const again = { ...to, intake: intakeOf(renewed) };
		expect(await send(asker, { to: again, pass })).toEqual({ dueOn: '2026-12-07' });
	});

	test('finds that the key was renewed while it was being taken in: then nothing is spent and nothing written', async () => {
		const to = await anAskedTeam(owner);
		const { request, layer, message, requestId } = await aTakenUp(to);
		const { sent } = request;
		await aRenewedKey(owner, to.team);
		const pass = aPass();
		const act = { act: 'request.sent', object: `request:${requestId}` } as const;
		const recorded = { actor: askerOf(to.intake.organisationId), act };
		await expect(takeAlone(app, { request, layer, message, pass }, recorded)).rejects.toThrow(NotTakenNow);
		expect(await countRequests(to.serviceId)).toBe(0);
		const proofs = await owner.selectFrom('spent_proof').select('proof').where('proof', '=', pass.proof).execute();
		const locators = await owner
			.selectFrom('request_locator')
			.select('locator')
			.where('locator', '=', sent.locator)
			.execute();
		expect([proofs.length, locators.length]).toEqual([0, 1]);
	});

	test.each(['alone', 'with a file and an address'])(
		'%s, is told to whom to seal when the key was renewed after it had been asked for',
		async (how) => {
			const to = await anAskedTeam(owner);
			const asker = await anAsker(app);
			const file = { id: randomUUID(), name: 'lettre.pdf', type: 'application/pdf', content: randomBytes(500) };
			const more =
				how === 'alone' ? { draft: aDraft('Voici.') } : { draft: aDraft('Voici.', [file]), notice: 'a@essai.example' };
			const sealed = await aSealedRequest(asker, to.intake, more);
			const pass = aPass();
			const wish = { serviceId: to.serviceId, ...sealed, withoutScript: false, now };
			const sending = await owner.transaction().execute(async (tx) => {
				// Who spends the same proof waits for whoever does so first, who then does not.
				await sql`insert into spent_proof (proof, expires_at) values (${pass.proof}, now() + interval '1 hour')`.execute(
					tx,
				);
				const begun = sendRequest(app, wish, pass);
				await expect
					.poll(async () => {
						const { rows } =
							await sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%take_request%'
							and datname = current_database()`.execute(database.admin);
						return rows.length;
					})
					.toBe(1);
				await sql`delete from spent_proof where proof = ${pass.proof}`.execute(tx);
				await aRenewedKey(owner, to.team);
				return { begun };
			});
			expect(await sending.begun).toMatchObject({ refused: 'stale', intake: { epoch: 2 } });
			expect(await countRequests(to.serviceId)).toBe(0);
			const proofs = await owner.selectFrom('spent_proof').select('proof').where('proof', '=', pass.proof).execute();
			expect(proofs).toEqual([]);
		},
	);

	test('with files and an address is taken in whole, or not at all', async () => {
		const to = await anAskedTeam(owner);
		const file = { id: randomUUID(), name: 'lettre.pdf', type: 'application/pdf', content: randomBytes(500) };
		const asker = await anAsker(app);
		const sealed = await aSealedRequest(asker, to.intake, {
			draft: aDraft('Voici.', [file]),
			notice: 'a@essai.example',
		});
		const wish = { serviceId: to.serviceId, ...sealed, withoutScript: false, now };
		// The same file twice is refused by the database, when the request and its message are there already.
		const broken = { ...wish, objects: [...sealed.objects, ...sealed.objects.filter(({ kind }) => kind === 'file')] };
		const pass = aPass();
		await expect(sendRequest(app, broken, pass)).rejects.toThrow('request_object_pkey');
		expect(await countRequests(to.serviceId)).toBe(0);
		expect(await sendRequest(app, wish, pass)).toEqual({ dueOn: '2026-12-07' });
		const { requestId } = asker.sender;
		const notices = await owner
			.selectFrom('request_notice')
			.select('request_id')
			.where('request_id', '=', requestId)
			.execute();
		expect(notices).toHaveLength(1);
	});

	test('is not taken where nobody reads: closed, without a holder, or without a script where that is not wished', async () => {
		const { team, ...to } = await anAskedTeam(owner);
		await owner
			.updateTable('request_intake')
			.set({ without_script: false })
			.where('service_id', '=', to.serviceId)
			.execute();
		expect(await send(await anAsker(app), { to, withoutScript: true })).toEqual({ refused: 'closed' });
		await owner.deleteFrom('team_key_wrap').where('team_id', '=', team.teamId).execute();
		expect(await send(await anAsker(app), { to })).toEqual({ refused: 'closed' });
		await owner.updateTable('request_intake').set({ is_open: false }).where('service_id', '=', to.serviceId).execute();
		expect(await send(await anAsker(app), { to })).toEqual({ refused: 'closed' });
		expect(await countRequests(to.serviceId)).toBe(0);
	});

	test('begins with a locator that was reserved for it', async () => {
		const asker = await anAsker(app);
		const invented: Asker = {
			...asker,
			sender: { ...asker.sender, receipt: { ...asker.sender.receipt, locator: makeLocator() } },
		};
		const pass = aPass();
		expect(await send(invented, { pass })).toEqual({ refused: 'locator' });
		const spent = await owner.selectFrom('spent_proof').select('proof').where('proof', '=', pass.proof).execute();
		expect(spent).toHaveLength(1);
	});

	test('is taken by no service that left the directory, also where the page was asked for before', async () => {
		const to = await anAskedTeam(owner, 'Fermé');
		const { request, layer, message, requestId } = await aTakenUp(to);
		await owner.updateTable('service').set({ state: 'archived' }).where('id', '=', to.serviceId).execute();
		expect(await send(await anAsker(app), { to })).toEqual({ refused: 'closed' });
		const act = { act: 'request.sent', object: `request:${requestId}` } as const;
		const recorded = { actor: askerOf(to.intake.organisationId), act };
		await expect(takeAlone(app, { request, layer, message, pass: aPass() }, recorded)).rejects.toThrow(NotTakenNow);
		const pastTheDoor = app.transaction().execute(async (tx) => {
			await sql`select act_as_asker(${to.intake.organisationId}, ${requestId})`.execute(tx);
			await sql`select write_request(${listRequestValues(request, layer)})`.execute(tx);
		});
		await expect(pastTheDoor).rejects.toThrow('row-level security');
		expect(await countRequests(to.serviceId)).toBe(0);
	});
});

test('locators with which nothing was sent are forgotten the next day, and no earlier', async () => {
	const [old, fresh] = [await reserveLocator(app), await reserveLocator(app)];
	await owner
		.updateTable('request_locator')
		.set({ reserved_until: new Date(Date.now() - 1000) })
		.where('locator', '=', old)
		.execute();
	await forgetLocators(app);
	const left = await owner
		.selectFrom('request_locator')
		.select('locator')
		.where('locator', 'in', [old, fresh])
		.execute();
	expect(left).toEqual([{ locator: fresh }]);
});
