import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { nameOwnServices, type NamedService } from '#rooms/directory/name-own-services.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import type { IntakeRefusal } from '../intake-settings.ts';

interface Change {
	person: SignedIn;
	allowed: readonly Role[];
	organisationId: string;
	serviceId: string;
}

interface Task {
	tx: Transaction<DB>;
	actor: Actor;
	service: NamedService;
}

/** One change of what is set for one of one's own services. What the database refuses is told as it says it. */
export async function changeIntake(
	database: Database,
	{ person, allowed, organisationId, serviceId }: Change,
	change: (task: Task) => Promise<{ kept: true } | { refused: IntakeRefusal }>,
): Promise<{ kept: true } | { refused: IntakeRefusal }> {
	const actor = findActor(person, { organisationId }, allowed);
	if (actor === undefined) return { refused: 'unknown' };
	try {
		return await actAs(database, actor, async (tx) => {
			const named = await nameOwnServices(tx, { organisationId, language: 'fr' });
			const service = named.find(({ id }) => id === serviceId);
			if (service === undefined) return { refused: 'unknown' };
			// Whoever tries the demonstration opens no real service to the public.
			if (person.imaginary && !service.imaginary) return { refused: 'real_service' };
			return change({ tx, actor, service });
		});
	} catch (error) {
		const refused = readRefusal(error);
		if (refused === undefined) throw error;
		return { refused };
	}
}

const constraints: Record<string, IntakeRefusal> = {
	request_intake_two_holders: 'two_holders',
	request_intake_retention_rule: 'retention_rule',
	request_intake_organisation_id_team_id_fkey: 'unknown',
};

function readRefusal(error: unknown): IntakeRefusal | undefined {
	if (!(error instanceof Error) || !('constraint' in error)) return undefined;
	return constraints[String(error.constraint)];
}
