import { formatDate, formatTime, readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { isAct, type Act } from './acts.ts';
import { auditRoles, type AuditRole } from './actor.ts';

type ActKey<Code extends Act> = Code extends `${infer Noun}.${infer Verb}` ? `${Noun}_${Verb}` : never;

/** The act in words; a code that this version does not know, as it stands in the record. */
export function describeAct(act: string, language: Language): string {
	if (!isAct(act)) return act;
	// TypeScript does not know what replace makes of a literal.
	const key = act.replace('.', '_') as ActKey<Act>;
	return texts(language).audit[`act_${key}`];
}

export function describeRole(role: string, language: Language): string {
	return isRole(role) ? texts(language).audit[`role_${role}`] : role;
}

/** "14 septembre 2026, 9 h 30", on the clock of Brussels. */
export function describeMoment(at: string, language: Language): string {
	const { date, time } = readClock(new Date(at));
	return `${formatDate(date, language)}, ${formatTime(time, language)}`;
}

function isRole(text: string): text is AuditRole {
	return auditRoles.some((role) => role === text);
}
