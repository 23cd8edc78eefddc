import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { describeRole } from '#rooms/audit/describe-act.ts';
import type { HeldRole } from './colleague.ts';
import { roles, type Role } from './roles.ts';

/** "Coordination d’équipe, Équipe de Verviers". */
export function describeHeldRole({ role, teamName }: Pick<HeldRole, 'role' | 'teamName'>, language: Language): string {
	const name = describeRole(role, language);
	return teamName === null ? name : texts(language).identity.role_in_team({ role: name, team: teamName });
}

/** For a form: these roles, or all of them, in the order of the protocol. */
export function listRoleOptions(language: Language, offered: readonly Role[] = roles) {
	return offered.map((role) => ({ value: role, text: describeRole(role, language) }));
}
