import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { IntakeForm, IntakeRefusal } from './intake-settings.ts';
import { changeIntake } from './private/change-intake.ts';

/** Which team reads what is written to a service, and what it promises. It opens nothing; what is open stays so, if its team may read. */
export function keepIntake(
	database: Database,
	person: SignedIn,
	wish: IntakeForm & { organisationId: string },
): Promise<{ kept: true } | { refused: IntakeRefusal }> {
	const { organisationId, serviceId } = wish;
	const change = { person, allowed: access.keepIntake, organisationId, serviceId };
	return changeIntake(database, change, async ({ tx, actor }) => {
		const set = {
			team_id: wish.teamId,
			promised_days: wish.promisedDays,
			without_script: wish.withoutScript,
			signs_as: wish.signsAs,
			changed_by: person.personId,
			changed_at: new Date(),
		};
		await tx
			.insertInto('request_intake')
			.values({ organisation_id: organisationId, service_id: serviceId, ...set })
			.onConflict((conflict) => conflict.column('service_id').doUpdateSet(set))
			.execute();
		await recordAct(tx, actor, {
			act: 'request_intake.kept',
			object: `service:${serviceId}`,
			details: { team: wish.teamId, days: String(wish.promisedDays), signs_as: wish.signsAs },
		});
		return { kept: true };
	});
}
