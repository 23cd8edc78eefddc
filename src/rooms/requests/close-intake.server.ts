import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { IntakeRefusal } from './intake-settings.ts';
import { changeIntake } from './private/change-intake.ts';
import { turnIntake } from './private/turn-intake.ts';

/** Nobody can begin a request to this service any more; those that have begun go on. */
export function closeIntake(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId }: { organisationId: string; serviceId: string },
): Promise<{ kept: true } | { refused: IntakeRefusal }> {
	const change = { person, allowed: access.closeIntake, organisationId, serviceId };
	return changeIntake(database, change, async ({ tx, actor }) => {
		const { personId } = person;
		if (!(await turnIntake(tx, { organisationId, serviceId, personId, isOpen: false }))) return { refused: 'not_kept' };
		await recordAct(tx, actor, { act: 'request_intake.closed', object: `service:${serviceId}` });
		return { kept: true };
	});
}
