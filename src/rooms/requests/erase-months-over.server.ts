import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import { doPart } from '#house/database/do-part.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { systemActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { destroyRetentionKey } from '#rooms/keys/destroy-retention-key.server.ts';
import { listMonthsOver } from '#rooms/keys/list-months-over.server.ts';
import { countRequest } from './private/count-request.ts';

interface Month {
	organisationId: string;
	month: string;
}

/**
 * Every night: the keys of months that are over are destroyed, the requests that ended with them deleted. What remains is a count by
 * service, and a certificate that says how much was erased and which key it was. Each month in a transaction of its own.
 */
export async function eraseMonthsOver(database: Database): Promise<number> {
	const months = await database.transaction().execute((tx) => listMonthsOver(tx));
	for (const month of months) {
		await actAs(database, { organisationId: month.organisationId, role: 'system' }, (tx) => eraseMonth(tx, month));
	}
	return months.length;
}

async function eraseMonth(tx: Transaction<DB>, over: Month): Promise<void> {
	const { organisationId, month } = over;
	const key_hash = await destroyRetentionKey(tx, over);
	// Somebody else was faster.
	if (key_hash === undefined) return;
	const { objects, services } = await doPart(tx, 'destroying', () => deleteRequests(tx, over));
	const requests = [...services.values()].reduce((sum, count) => sum + count, 0);
	const day = readClock(new Date()).date;
	for (const [serviceId, count] of services) {
		await countRequest(tx, { organisationId, serviceId, outcome: 'erased', day, count });
	}
	const certificate = { organisation_id: organisationId, month, key_hash, requests, objects };
	await doPart(tx, 'destroying', () => tx.insertInto('erasure_certificate').values(certificate).execute());
	await recordAct(tx, systemActor(organisationId), {
		act: 'requests.erased',
		object: `month:${month.slice(0, 7)}`,
		details: { requests: String(requests) },
	});
}

async function deleteRequests(tx: Transaction<DB>, { organisationId, month }: Month) {
	const counted = await sql<{ objects: number }>`
		select count(*)::int as objects from request_object o join request r on r.organisation_id = o.organisation_id and r.id = o.request_id
		where r.organisation_id = ${organisationId} and r.retention_month = ${month}`.execute(tx);
	const { rows } = await sql<{ service_id: string }>`
		delete from request where organisation_id = ${organisationId} and retention_month = ${month} returning service_id`.execute(
		tx,
	);
	const services = new Map<string, number>();
	for (const { service_id } of rows) services.set(service_id, (services.get(service_id) ?? 0) + 1);
	return { objects: counted.rows[0]?.objects ?? 0, services };
}
