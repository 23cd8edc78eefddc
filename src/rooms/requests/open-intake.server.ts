import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { IntakeRefusal } from './intake-settings.ts';
import { changeIntake } from './private/change-intake.ts';
import { turnIntake } from './private/turn-intake.ts';

/** From now on one may write to this service; only once two people hold its team's key, and the organisation has said how long it keeps. */
export function openIntake(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId }: { organisationId: string; serviceId: string },
): Promise<{ kept: true } | { refused: IntakeRefusal }> {
	const change = { person, allowed: access.openIntake, organisationId, serviceId };
	return changeIntake(database, change, async ({ tx, actor, service }) => {
		if (!service.published) return { refused: 'not_published' };
		const { personId } = person;
		if (!(await turnIntake(tx, { organisationId, serviceId, personId, isOpen: true }))) return { refused: 'not_kept' };
		await recordAct(tx, actor, { act: 'request_intake.opened', object: `service:${serviceId}` });
		return { kept: true };
	});
}
