import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';

/** How professionals of the network reach a service. */
export interface ProfessionalContact {
	phone: string | null;
	email: string | null;
	note: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The contact of a published service that is meant for professionals, for whoever works in the network; undefined when it has none. */
export async function findProfessionalContact(
	database: Database,
	person: SignedIn,
	serviceId: string,
): Promise<ProfessionalContact | undefined> {
	if (person.grants.length === 0 || !uuid.test(serviceId)) return undefined;
	return actAs(database, { personId: person.personId }, (tx) =>
		tx
			.selectFrom('service_professional_contact')
			.select(['phone', 'email', 'note'])
			.where('service_id', '=', serviceId)
			.where('published', '=', true)
			.executeTakeFirst(),
	);
}
