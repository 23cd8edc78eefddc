import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { RoleRefusal } from './colleague.ts';
import type { AcceptRefusal, InviteRefusal } from './invitation.ts';
import type { TeamRefusal } from './team.ts';

/** What is said to whoever may know; `unknown` is a page that does not exist. */
export type ToldRefusal = Exclude<RoleRefusal | InviteRefusal | TeamRefusal, 'unknown'>;

export function describeRefusal(refused: ToldRefusal, language: Language): string {
	return texts(language).identity[`refused_${refused}`];
}

export function describeAcceptRefusal(refused: AcceptRefusal, language: Language): string {
	return texts(language).identity[`accept_refused_${refused}`];
}

const issues = { name: 'name', email: 'email', language: 'language', role: 'role', teamId: 'team' } as const;
type Field = keyof typeof issues;

/** What to put right in a field, by its name in the form. */
export function describeIssue(field: string, language: Language): string {
	const known = isField(field) ? field : 'name';
	return texts(language).identity[`issue_${issues[known]}`];
}

function isField(text: string): text is Field {
	return text in issues;
}

/** What has just been done, as the address of the page says it: `?done=invited`. */
const doneKinds = [
	'invited',
	'invited_again',
	'invitation_withdrawn',
	'role_given',
	'role_withdrawn',
	'left',
	'team_opened',
	'team_renamed',
	'team_closed',
	'details_kept',
	'joined',
] as const;

export function describeDone(text: string | null, language: Language): string | undefined {
	const known = doneKinds.find((each) => each === text);
	return known === undefined ? undefined : texts(language).identity[`done_${known}`];
}
