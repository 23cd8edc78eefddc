import { error } from '@sveltejs/kit';
import { findActor, type Grant, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from '#rooms/protocol/access.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { RequestEvent } from './$types';

interface Administrator {
	person: SignedIn;
	organisationId: string;
	name: Grant['organisation'];
}

/** Who may say what the organisation of the address takes part in; to anyone else who is signed in the page does not exist. */
export async function getAdministrator(event: RequestEvent): Promise<Administrator> {
	const person = await getSignedIn(event);
	const organisationId = event.params.organisation;
	const actor = findActor(person, { organisationId }, access.takePart);
	const grant = person.grants.find((each) => each.organisationId === actor?.organisationId);
	if (grant === undefined) error(404, 'not_found');
	return { person, organisationId, name: grant.organisation };
}
