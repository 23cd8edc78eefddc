import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { fromBase64 } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { findSigningKey } from '#rooms/keys/find-signing-key.server.ts';
import { access } from './access.ts';
import { endOf } from './private/end-request.ts';
import { prolongBy } from './private/keep-until.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import { tellPerson } from './tell-person.server.ts';
import type { AnswerWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** A file that goes with an answer, sealed in the browser. */
export interface SealedUpload {
	id: string;
	sealed: Uint8Array;
}

/** An answer to the person, sealed and signed in the browser. `orient` shows them another door and ends the request. */
export function answerRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof AnswerWish> & { files: SealedUpload[] },
): Promise<Moved | { refused: WorkRefusal }> {
	const isEnd = wish.move === 'orient';
	const act = isEnd ? ('request.oriented' as const) : ('request.answered' as const);
	const work = { person, allowed: access.answerRequest, wish, move: wish.move, act };
	return workOnRequest(database, work, async ({ tx, actor }) => {
		const signing_key = await findSigningKey(tx, actor);
		if (signing_key === undefined) return { refused: 'no_key' };
		const own = { by_team: true, author_id: actor.personId, signing_key };
		const of = { organisation_id: wish.organisationId, request_id: wish.requestId };
		const sealed = Buffer.from(fromBase64(wish.sealed));
		const files = wish.files.map((file) => ({ id: file.id, kind: 'file', sealed: Buffer.from(file.sealed) }));
		await insert(
			tx,
			[...files, { id: wish.id, kind: 'answer', sealed }].map((each) => ({ ...of, ...own, ...each })),
		);
		await tellPerson(tx, wish.requestId);
		const now = new Date();
		const said = {
			waits_for_team: false,
			answered_at: now,
			last_written_at: now,
			reminded_on: null,
			escalated_on: null,
		};
		if (isEnd) return { set: { ...said, ...(await endOf(tx, wish, 'oriented')) } };
		await prolongBy(tx, wish, readClock(now).date);
		return { set: said };
	});
}

interface NewObject {
	organisation_id: string;
	request_id: string;
	id: string;
	kind: string;
	by_team: boolean;
	author_id: string;
	signing_key: Buffer;
	sealed: Buffer;
}

/** One after the other: their order is that of the conversation. */
async function insert(tx: Transaction<DB>, objects: NewObject[]): Promise<void> {
	for (const object of objects) await tx.insertInto('request_object').values(object).execute();
}
