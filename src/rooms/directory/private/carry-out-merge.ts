import type { Transaction } from 'kysely';
import { actInNameOf } from '#house/database/act-in-name-of.ts';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import type { MergeProposal } from '../merge-proposal.ts';
import { projectServices } from '../project-services.server.ts';
import { lockServices } from './lock-services.ts';
import { readReadableServices, type StoredService } from './stored-service.ts';
import { endCeasing } from './write-merge.ts';

interface Entries {
	surviving: StoredService;
	ceasing: StoredService;
}

/** Both entries of a proposal, which nobody else can change until the transaction ends; undefined when one is no longer as it was. */
export async function readProposed(
	tx: Transaction<DB>,
	{ surviving, ceasing }: MergeProposal,
): Promise<Entries | undefined> {
	for (const { id, organisationId } of [surviving, ceasing].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
		await actMeanwhileFor(tx, organisationId, () => lockServices(tx, [id]));
	}
	const [stays, ends] = await readReadableServices(tx, [surviving.id, ceasing.id]);
	const isSame = stays?.version === surviving.version && ends?.version === ceasing.version;
	return isSame ? { surviving: stays, ceasing: ends } : undefined;
}

/** Archives the entry that ceases, in the name of its own organisation, and lets the feed of the other one tell both identifiers. */
export async function carryOut(
	both: Entries & { tx: Transaction<DB> },
	{ proposal, actor }: { proposal: MergeProposal; actor: Actor },
): Promise<void> {
	const { tx, surviving, ceasing } = both;
	const isOurs = ceasing.organisationId === actor.organisationId;
	const inNameOf: Actor = isOurs
		? actor
		: { organisationId: ceasing.organisationId, personId: proposal.proposedBy, role: 'organisation_administrator' };
	await actInNameOf(tx, inNameOf, () => endCeasing(both, inNameOf));
	const { organisationId, id } = surviving;
	await actMeanwhileFor(tx, organisationId, () => projectServices(tx, { organisationId, serviceIds: [id] }));
}
