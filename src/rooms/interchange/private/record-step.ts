import type { Transaction } from 'kysely';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import type { Act } from '#rooms/audit/acts.ts';
import { systemActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Counts } from '../import-run.ts';
import type { Hand } from './hand.ts';

interface Step {
	act: Extract<Act, `import.${string}`>;
	runId: string;
	counts: Counts;
}

/** One entry for a step of a run, with how many services it was about; the last of its transaction. */
export async function recordStep(
	tx: Transaction<DB>,
	{ organisationId, personId }: Pick<Hand, 'organisationId' | 'personId'>,
	{ act, runId, counts }: Step,
): Promise<void> {
	const told = Object.entries(counts).filter(([, count]) => count > 0);
	const details = Object.fromEntries(told.map(([name, count]) => [name, String(count)]));
	const record = { act, object: `import:${runId}`, details } as const;
	if (personId === null) {
		await actMeanwhileFor(tx, organisationId, () => recordAct(tx, systemActor(organisationId), record));
		return;
	}
	await recordAct(tx, { organisationId, personId, role: 'organisation_administrator' }, record);
}
