import { sql, type Transaction, type Updateable } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Act } from '#rooms/audit/acts.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import { projectServices } from '../project-services.server.ts';
import { isPublic, type ServiceState } from '../service-lifecycle.ts';
import { noteChanges } from './note-changes.ts';
import type { StoredService } from './stored-service.ts';

interface Move {
	tx: Transaction<DB>;
	actor: Actor;
	stored: StoredService;
}

/** What a move sets, and under which name it is recorded. */
interface Step {
	act: Act;
	state: ServiceState;
	confirmedOn?: string;
	pausedUntil?: string | null;
	details?: Record<string, string>;
}

/** Moves a service, with its history, the open feed and the record of acts, which comes last. Whether it may is decided before. */
export async function moveService(
	{ tx, actor, stored }: Move,
	{ act, state, confirmedOn, pausedUntil, details }: Step,
): Promise<void> {
	const set: Updateable<DB['service']> = { state };
	if (confirmedOn !== undefined) set.confirmed_on = confirmedOn;
	if (pausedUntil !== undefined) set.paused_until = pausedUntil;
	const { version } = await tx
		.updateTable('service')
		.set({ ...set, keeper: 'organisation', modified_at: sql`now()` })
		.set('version', sql`version + 1`)
		.where('id', '=', stored.id)
		.returning('version')
		.executeTakeFirstOrThrow();
	const where = { organisation_id: stored.organisationId, service_id: stored.id, version, personId: actor.personId };
	const changes = [
		{ field: 'state', before: stored.state, after: state },
		{ field: 'confirmedOn', before: stored.confirmedOn, after: confirmedOn ?? stored.confirmedOn },
		{
			field: 'pausedUntil',
			before: stored.pausedUntil,
			after: pausedUntil === undefined ? stored.pausedUntil : pausedUntil,
		},
	];
	await noteChanges(
		tx,
		where,
		changes.filter(({ before, after }) => before !== after).map((change) => ({ ...change, language: null })),
	);
	if (isPublic(stored.state) || isPublic(state))
		await projectServices(tx, { organisationId: stored.organisationId, serviceIds: [stored.id] });
	await recordAct(tx, actor, { act, object: `service:${stored.id}`, ...(details === undefined ? {} : { details }) });
}
