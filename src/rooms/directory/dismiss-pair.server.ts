import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { isHsdsId } from './hsds.ts';
import { findDismissal } from './private/find-dismissal.ts';
import { readReadableServices } from './private/stored-service.ts';
import type { GeneralRefusal } from './private/work-on-service.ts';

/** Says that two services are not the same. It holds for both organisations, until one of the two changes its name, how it is reached, or where. */
export async function dismissPair(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId, otherId }: { organisationId: string; serviceId: string; otherId: string },
): Promise<{ dismissed: true } | { refused: GeneralRefusal }> {
	const actor = findActor(person, { organisationId }, access.dismissPair);
	const isPair = isHsdsId(serviceId) && isHsdsId(otherId) && serviceId !== otherId;
	if (actor === undefined || !isPair) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<{ dismissed: true } | { refused: GeneralRefusal }> => {
		const found = await readReadableServices(tx, [serviceId, otherId]);
		const [first, second] = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
		if (first === undefined || second === undefined || found[0]?.organisationId !== organisationId)
			return { refused: 'unknown' };
		if (person.imaginary && !(first.imaginary && second.imaginary)) return { refused: 'real_service' };
		// Said twice, it is one act.
		if ((await findDismissal(tx, serviceId, otherId)) !== undefined) return { dismissed: true };
		await sql`
			insert into service_pair as p (organisation_id, service_id, other_organisation_id, other_id, fingerprint, dismissed_for, dismissed_by)
			values (${first.organisationId}, ${first.id}, ${second.organisationId}, ${second.id},
				service_fingerprint(${first.id}) || ' ' || service_fingerprint(${second.id}), ${organisationId}, ${actor.personId})
			on conflict (service_id, other_id) do update set fingerprint = excluded.fingerprint, dismissed_for = excluded.dismissed_for,
				dismissed_by = excluded.dismissed_by, dismissed_at = now()`.execute(tx);
		await recordAct(tx, actor, { act: 'pair.dismissed', object: `service:${serviceId}`, details: { other: otherId } });
		return { dismissed: true };
	});
}
