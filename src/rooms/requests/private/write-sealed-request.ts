import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import type { SealedObject, SentRequest } from '../sent-request.ts';
import { writeObjects } from './write-objects.ts';

export interface SealedRequest {
	organisationId: string;
	serviceId: string;
	sent: SentRequest;
	withoutScript: boolean;
	/** Of its retention: the first day. */
	month: string;
	dueOn: string;
	sentAt: Date;
}

/**
 * Writes a sealed request as it was sent, under the outer layer of its month, though nobody sends it: as the owner of the tables. The
 * transaction acts for the organisation.
 */
export async function writeSealedRequest(
	tx: Transaction<DB>,
	request: SealedRequest & { objects: readonly SealedObject[] },
): Promise<void> {
	const { organisationId, month, sentAt: writtenAt } = request;
	const layer = await makeOuterLayer(tx, { organisationId, month });
	await sql`select write_request(${listRequestValues(request, layer)})`.execute(tx);
	await writeObjects(tx, { organisationId, requestId: request.sent.requestId, writtenAt }, request.objects);
}

/** In the order of `write_request`. */
export function listRequestValues({ sent, ...request }: SealedRequest, layer: OuterLayer): RawBuilder<unknown> {
	const { requestId } = sent;
	return sql.join([
		request.organisationId,
		requestId,
		sent.teamId,
		request.serviceId,
		sent.language,
		request.withoutScript,
		sent.locator,
		Buffer.from(sent.salt),
		Buffer.from(sent.authenticationHash),
		Buffer.from(sent.personKey),
		sent.epoch,
		layer.put(`${requestId}:intake`, sent.intakeWrap),
		layer.put(`${requestId}:requester`, sent.requesterWrap),
		request.month,
		request.dueOn,
		request.sentAt,
	]);
}
