import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { mayReadAudit } from './access.ts';
import type { ActFilter, ListedAct } from './act-filter.ts';
import type { AuditActor } from './actor.ts';
import { selectActs } from './private/select-acts.ts';

const ACTS_PER_PAGE = 50;

/** `next` is the `before` of the following page. */
export type ActPage = { acts: ListedAct[]; next: number | undefined };

/** A page of the record of the actor's organisation, newest first. */
export async function listActs(
	tx: Transaction<DB>,
	actor: AuditActor,
	filter: ActFilter,
): Promise<ActPage | { refused: 'not_auditor' }> {
	if (!mayReadAudit([actor.role])) return { refused: 'not_auditor' };
	const found = await selectActs(tx, actor.organisationId, { filter, limit: ACTS_PER_PAGE + 1 });
	const acts = found.slice(0, ACTS_PER_PAGE);
	return { acts, next: found.length > ACTS_PER_PAGE ? acts.at(-1)?.number : undefined };
}
