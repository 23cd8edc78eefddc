import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { isHsdsId } from './hsds.ts';
import { proposalDays } from './merge-proposal.ts';
import { readReadableServices, type StoredService } from './private/stored-service.ts';
import type { GeneralRefusal } from './private/work-on-service.ts';
import { isPublic } from './service-lifecycle.ts';

export interface Proposing {
	organisationId: string;
	serviceId: string;
	otherId: string;
	/** Which of the two ceases: one's own entry, or that of the other organisation. */
	ceases: 'own' | 'other';
	message: string;
}

type Answer = { proposalId: string } | { refused: GeneralRefusal | 'not_public' | 'proposed_already' };

/** Proposes to another organisation that one of two entries ceases in favour of the other. Nothing changes before it has answered. */
export async function proposeMerge(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId, otherId, ceases, message }: Proposing,
): Promise<Answer> {
	const actor = findActor(person, { organisationId }, access.proposeMerge);
	if (actor === undefined || !isHsdsId(serviceId) || !isHsdsId(otherId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<Answer> => {
		const [own, other] = await readReadableServices(tx, [serviceId, otherId]);
		if (own?.organisationId !== organisationId || other === undefined) return { refused: 'unknown' };
		// Within one organisation nobody needs to be asked.
		if (other.organisationId === organisationId || own.imaginary !== other.imaginary) return { refused: 'unknown' };
		if (person.imaginary && !own.imaginary) return { refused: 'real_service' };
		if (!isPublic(own.state) || !isPublic(other.state)) return { refused: 'not_public' };
		const [ceasing, surviving] = ceases === 'own' ? [own, other] : [other, own];
		const proposalId = await insertProposal(tx, { ceasing, surviving, message, actor });
		if (proposalId === undefined) return { refused: 'proposed_already' };
		const details = { ceasing: ceasing.id, surviving: surviving.id };
		await recordAct(tx, actor, { act: 'merge.proposed', object: `merge:${proposalId}`, details });
		return { proposalId };
	});
}

interface Wish {
	ceasing: StoredService;
	surviving: StoredService;
	message: string;
	actor: Actor;
}

/** Its id; undefined where one is open between these two, by whichever of them. */
async function insertProposal(tx: Transaction<DB>, { ceasing, surviving, message, actor }: Wish) {
	const both = [ceasing.id, surviving.id];
	const open = await tx
		.selectFrom('service_merge_proposal')
		.select('id')
		.where('state', '=', 'open')
		.where('ceasing_id', 'in', both)
		.where('surviving_id', 'in', both)
		.executeTakeFirst();
	if (open !== undefined) return undefined;
	const isOurs = ceasing.organisationId === actor.organisationId;
	const row = await tx
		.insertInto('service_merge_proposal')
		.values({
			organisation_id: actor.organisationId,
			other_organisation_id: isOurs ? surviving.organisationId : ceasing.organisationId,
			ceasing_organisation_id: ceasing.organisationId,
			ceasing_id: ceasing.id,
			ceasing_version: ceasing.version,
			surviving_organisation_id: surviving.organisationId,
			surviving_id: surviving.id,
			surviving_version: surviving.version,
			message,
			proposed_by: actor.personId,
			expires_on: addDays(readClock(new Date()).date, proposalDays),
		})
		// Pressed twice at once, it is one proposal.
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id;
}
