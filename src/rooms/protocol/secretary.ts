import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';

/** As whom this person keeps the register. Undefined: they do not. */
export function findSecretary(person: SignedIn | undefined): Actor | undefined {
	const grant = person?.grants.find(({ role }) => role === 'secretariat');
	return grant && findActor(person, { organisationId: grant.organisationId }, ['secretariat']);
}
