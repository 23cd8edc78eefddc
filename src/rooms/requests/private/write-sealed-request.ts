import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { SealedObject, SentRequest } from '../sent-request.ts';
import { writeObjects } from './write-objects.ts';

interface SealedRequest {
	organisationId: string;
	serviceId: string;
	sent: SentRequest;
	objects: readonly SealedObject[];
	withoutScript: boolean;
	/** Of its retention: the first day. */
	month: string;
	dueOn: string;
	sentAt: Date;
}

/** Writes a sealed request as it was sent, under the outer layer of its month. The transaction acts for the organisation. */
export async function writeSealedRequest(tx: Transaction<DB>, request: SealedRequest): Promise<void> {
	const { organisationId, sent, month, sentAt } = request;
	const { requestId } = sent;
	const layer = await makeOuterLayer(tx, { organisationId, month });
	await tx
		.insertInto('request')
		.values({
			organisation_id: organisationId,
			id: requestId,
			team_id: sent.teamId,
			service_id: request.serviceId,
			language: sent.language,
			without_script: request.withoutScript,
			locator: sent.locator,
			salt: Buffer.from(sent.salt),
			authentication_hash: Buffer.from(sent.authenticationHash),
			person_key: Buffer.from(sent.personKey),
			epoch: sent.epoch,
			intake_wrap: layer.put(`${requestId}:intake`, sent.intakeWrap),
			requester_wrap: layer.put(`${requestId}:requester`, sent.requesterWrap),
			retention_month: month,
			due_on: request.dueOn,
			sent_at: sentAt,
			last_written_at: sentAt,
		})
		.execute();
	await writeObjects(tx, { organisationId, requestId, writtenAt: sentAt }, request.objects);
}
