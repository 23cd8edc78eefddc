import { z } from 'zod';
import { roles, type Role } from './roles.ts';

/** The roles to try out in every signatory. */
export const triedEverywhere = [
	'organisation_administrator',
	'coordinator',
	'professional',
	'contributor',
	'committee_member',
	'auditor',
] as const satisfies readonly Role[];
/** These two belong to the Federation. */
export const triedAtTheFederation = ['secretariat', 'operator'] as const satisfies readonly Role[];

/** One in each signatory; names are data, in French. */
export const TEAM_OF_DEMONSTRATION = 'Équipe de démonstration';
export const DEMONSTRATION_DOMAIN = 'demonstration.example';

export function writeDemonstrationAddress(role: Role, key: string): string {
	return `${role}.${key}@${DEMONSTRATION_DOMAIN}`;
}

/** Opens the keys of the imaginary team that takes requests; anyone may know it. */
export const DEMONSTRATION_PASSPHRASE = 'sola-mina-toru-beka-nido-vela';

/** Whom to be for a while. */
export const DemonstrationForm = z.object({ organisationId: z.uuid(), role: z.enum(roles) });
export type DemonstrationForm = z.infer<typeof DemonstrationForm>;
