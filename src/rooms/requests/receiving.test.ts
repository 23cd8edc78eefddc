import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aRenewedKey } from '#rooms/keys/renewed-key.builder.ts';
import type { KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { anAskedTeam } from './asker.builder.ts';
import { beginReceiving } from './begin-receiving.server.ts';
import { keysOf, openAs } from './inbox.builder.ts';
import { openEntries, openKeys } from './open-request-content.ts';
import { openRequest } from './open-request.server.ts';
import { receiveFirst } from './private/inbox/receive-first.ts';
import { receiveRequest } from './receive-request.server.ts';
import { aRequest, type BuiltRequest } from './request.builder.ts';
import { makeNotesKey, sealToVault } from './seal-work.ts';

const { app, owner } = await aDatabase();
const { team, serviceId } = await anAskedTeam(owner);
const [ines, bram] = team.holders as [KeyHolder, KeyHolder];
const place = { organisationId: team.organisationId, teamId: team.teamId };
const vault = { epoch: team.epoch, key: team.keys.vaultKey };

function stored({ scope }: BuiltRequest) {
	return owner.selectFrom('request').selectAll().where('id', '=', scope.requestId).executeTakeFirstOrThrow();
}

/** A request that a colleague has open in their page, and that nobody has received yet. */
async function anOpenedRequest() {
	const request = await aRequest(owner, { team, serviceId, text: 'Bonjour.' });
	const { scope } = request;
	const sealed = await openRequest(app, ines.signedIn, { ...place, requestId: scope.requestId });
	if ('refused' in sealed) throw new Error('the request is not found');
	const opening = await openKeys(sealed, scope, keysOf(team));
	if ('trouble' in opening) throw new Error(opening.trouble);
	const [first] = openEntries(sealed, scope, opening.keys);
	if (first?.kind !== 'first') throw new Error('the first message does not open');
	const opened = { scope, keys: opening.keys };
	const wish = { ...place, requestId: scope.requestId, version: 1, vaultEpoch: team.epoch };
	return { request, opened, wish, first: { message: first.message, to: team, version: 1 } };
}

/** It is as it was sent: whoever holds the team's key opens it, and receives it. */
async function expectUntouched(request: BuiltRequest): Promise<void> {
	expect(await stored(request)).toMatchObject({
		state: 'sent',
		version: 1,
		intake_wrap: expect.any(Buffer),
		vault_wrap: null,
		card: null,
	});
	const later = await openAs(app, bram, { team, request });
	expect(later.entries).toMatchObject([{ kind: 'first', message: { text: 'Bonjour.' } }]);
	expect(await stored(request)).toMatchObject({ state: 'received', intake_wrap: null });
	const again = await openAs(app, ines, { team, request });
	expect(toBase64(again.opened.keys.request)).toBe(toBase64(request.requestKey));
}

describe('what was sealed to the intake is given up at the first opening', () => {
	test('only for what was read back from the database, by its hash', async () => {
		const { request, opened, wish } = await anOpenedRequest();
		const vaultWrap = sealToVault(opened, vault);
		expect(await beginReceiving(app, ines.signedIn, { ...wish, vaultWrap })).toEqual({ vaultWrap });
		// Beside: what opens it now goes on opening it, and nothing has happened that anyone is told of.
		expect(await stored(request)).toMatchObject({ state: 'sent', version: 1, intake_wrap: expect.any(Buffer) });
		const card = toBase64(randomBytes(100));
		const another = { ...wish, hash: toBase64(randomBytes(32)), card };
		expect(await receiveRequest(app, ines.signedIn, another)).toEqual({ refused: 'stale' });
		await expectUntouched(request);
	});

	test('not when nothing was stored before', async () => {
		const { request, wish } = await anOpenedRequest();
		const early = { ...wish, hash: toBase64(randomBytes(32)), card: toBase64(randomBytes(100)) };
		expect(await receiveRequest(app, ines.signedIn, early)).toEqual({ refused: 'stale' });
		await expectUntouched(request);
	});

	test('not when the database has kept something else than it was given', async () => {
		await sql`create function spoil() returns trigger language plpgsql as $$ begin
			new.next_vault_wrap := set_byte(new.next_vault_wrap, 60, get_byte(new.next_vault_wrap, 60) # 1); return new; end $$`.execute(
			owner,
		);
		await sql`create trigger spoil before update on request for each row
			when (new.next_vault_wrap is not null) execute function spoil()`.execute(owner);
		const repair = () => sql`drop function if exists spoil() cascade`.execute(owner);
		onTestFinished(async () => void (await repair()));
		const request = await aRequest(owner, { team, serviceId, text: 'Bonjour.' });
		expect((await openAs(app, ines, { team, request })).entries).toMatchObject([{ kind: 'first' }]);
		expect((await stored(request)).next_vault_wrap).not.toBeNull();
		await repair();
		await expectUntouched(request);
	});

	test('not when what the server shows opens to other keys, or does not open', async () => {
		const { request, opened, first } = await anOpenedRequest();
		const otherNotes = { ...opened, keys: { ...opened.keys, notes: makeNotesKey() } };
		const otherPlace = { ...opened, scope: { ...opened.scope, requestId: place.teamId } };
		const shown = [sealToVault(otherNotes, vault), sealToVault(otherPlace, vault), toBase64(randomBytes(90)), '=', ''];
		for (const vaultWrap of shown) {
			const done = await receiveFirst(opened, first, {
				// A server that stores what it was given, and shows something else.
				async begin(wanted) {
					await beginReceiving(app, ines.signedIn, { ...place, ...wanted });
					return { vaultWrap };
				},
				receive: (wanted) => receiveRequest(app, ines.signedIn, { ...place, ...wanted }),
			});
			expect(done).toBeUndefined();
		}
		await expectUntouched(request);
	});

	test('not by whoever has not been given the key that the team has now: they read, and are told so', async () => {
		const own = await anAskedTeam(owner);
		const [before, later] = own.team.holders as [KeyHolder, KeyHolder];
		const { scope } = await aRequest(owner, { ...own, text: 'Bonjour.' });
		const renewed = await aRenewedKey(owner, { ...own.team, holders: [later] });
		expect(await openRequest(app, before.signedIn, scope)).toMatchObject({ currentEpoch: null });
		expect(await openRequest(app, later.signedIn, scope)).toMatchObject({ currentEpoch: renewed.epoch });
	});

	test('not when a colleague has stored theirs in between', async () => {
		const { request, opened, first } = await anOpenedRequest();
		const done = await receiveFirst(opened, first, {
			async begin(wanted) {
				const begun = await beginReceiving(app, ines.signedIn, { ...place, ...wanted });
				const theirs = { ...opened, keys: { ...opened.keys, notes: makeNotesKey() } };
				await beginReceiving(app, bram.signedIn, { ...place, ...wanted, vaultWrap: sealToVault(theirs, vault) });
				return 'refused' in begun ? undefined : begun;
			},
			receive: (wanted) => receiveRequest(app, ines.signedIn, { ...place, ...wanted }),
		});
		expect(done).toEqual({ refused: 'stale' });
		await expectUntouched(request);
	});
});
