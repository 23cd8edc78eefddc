import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';

/** Who of a party reads a file and gives its opinion. */
export const opinionRoles = ['organisation_administrator', 'committee_member'] as const satisfies readonly Role[];

/** As whom someone may read files: for the secretariat first, then for each organisation that may have been asked. */
export function listReaders(person: SignedIn): Actor[] {
	const organisations = [...new Set(person.grants.map(({ organisationId }) => organisationId))];
	const inEach = (roles: readonly Role[]) =>
		organisations.flatMap((organisationId) => findActor(person, { organisationId }, roles) ?? []);
	return [...inEach(['secretariat']), ...inEach(opinionRoles)];
}

/** Nobody judges their own case: the file of an organisation in which they hold any role. */
export function isOwnCase(person: SignedIn, file: { candidateOrganisationId: string | null }): boolean {
	return person.grants.some(({ organisationId }) => organisationId === file.candidateOrganisationId);
}
