import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findHeldEpoch } from '#rooms/keys/find-held-epoch.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import type { SealedObject, SealedRequest } from '../sealed-request.ts';
import type { TeamPlace } from '../work-wishes.ts';
import { selectSealedLines, takeOff, whereOfTeam } from './select-lines.ts';

/** Which request, and who reads it. */
interface Reading extends TeamPlace {
	requestId: string;
	personId: string;
}

/** A request with all that is sealed in it but files. Undefined: the team has no such request. */
export async function readRequest(tx: Transaction<DB>, reading: Reading): Promise<SealedRequest | undefined> {
	const { organisationId, requestId } = reading;
	const [line] = await selectSealedLines(tx, {
		organisationId,
		where: sql<boolean>`${whereOfTeam(reading)} and r.id = ${requestId}`,
		order: sql`r.id`,
		limit: 1,
		offset: 0,
	});
	if (line === undefined) return undefined;
	const row = await tx
		.selectFrom('request')
		.select(['epoch', 'intake_wrap', 'person_key', 'without_script', 'close_reason', 'retention_month'])
		.where('id', '=', requestId)
		.executeTakeFirstOrThrow();
	const { intake_wrap: layered, retention_month: month } = row;
	// Once the team has it in its vault, nothing lies here, and no key of the month is asked for again.
	const intakeWrap =
		layered && takeOff(await findOuterLayer(tx, { organisationId, month }), `${requestId}:intake`, layered);
	return {
		line: { ...line, unreadable: line.unreadable || (layered !== null && intakeWrap === null) },
		epoch: row.epoch,
		intakeWrap,
		currentEpoch: (await findHeldEpoch(tx, reading)) ?? null,
		personKey: row.person_key.toString('base64url'),
		withoutScript: row.without_script,
		closeReason: row.close_reason,
		objects: await readObjects(tx, reading),
		openings: await readOpenings(tx, requestId),
	};
}

async function readObjects(tx: Transaction<DB>, { requestId, personId }: Reading): Promise<SealedObject[]> {
	const rows = await tx
		.selectFrom('request_object')
		.select(['id', 'kind', 'version', 'by_team', 'author_id', 'signing_key', 'written_at'])
		// Files are large: each is fetched when it is wanted.
		.select(sql<Buffer | null>`case when kind <> 'file' then sealed end`.as('sealed'))
		.where('request_id', '=', requestId)
		.orderBy('number')
		.execute();
	const names = await nameColleagues(
		tx,
		rows.map(({ author_id }) => author_id),
	);
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind as SealedObject['kind'],
		version: row.version,
		byTeam: row.by_team,
		author: names.get(row.author_id ?? '') ?? null,
		mine: row.author_id === personId,
		signingKey: row.signing_key && row.signing_key.toString('base64url'),
		writtenAt: row.written_at.toISOString(),
		sealed: row.sealed && row.sealed.toString('base64url'),
	}));
}

async function readOpenings(tx: Transaction<DB>, requestId: string): Promise<SealedRequest['openings']> {
	const rows = await tx
		.selectFrom('request_opening')
		.select(['person_id', 'role', 'opened_at'])
		.where('request_id', '=', requestId)
		.orderBy('number')
		.execute();
	const names = await nameColleagues(
		tx,
		rows.map(({ person_id }) => person_id),
	);
	return rows.map((row) => ({
		name: names.get(row.person_id) ?? '',
		role: row.role,
		at: row.opened_at.toISOString(),
	}));
}
