import { error } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { findProfessionalContact } from '#rooms/directory/find-professional-contact.server.ts';
import { findService } from '#rooms/directory/find-service.server.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { PageServerLoad } from './$types';

/** How professionals reach a service, whichever organisation they are of. */
export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { reader, database } = event.locals;
	const service = await findService(reader, event.params.id, event.params.lang);
	if (service === undefined || person.grants.length === 0) error(404);
	const contact = await findProfessionalContact(database, person, event.params.id);
	const isDone = event.url.searchParams.get('done') === 'suggested';
	return { page: new ServerOnly({ service, contact, isDone }) };
};
