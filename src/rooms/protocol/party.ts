import type { Language } from '#house/language/language.ts';
import type { Domain } from './domain.ts';
import type { PartyAct } from './party-act.ts';

export const partyKinds = ['community', 'region', 'province', 'municipality', 'other'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** That a party takes part in a domain. Days are YYYY-MM-DD; `until` is the last one, null when no end is decided. */
export interface Participation {
	id: string;
	domain: Domain;
	from: string;
	until: string | null;
	decidedBy: string;
	endDecidedBy: string | null;
	note: string;
}

/** Whom to reach at a party, by function. */
export interface PartyContact {
	id: string;
	function: string;
	email: string | null;
	phone: string | null;
}

export interface DocumentEntry {
	id: string;
	name: string;
	sizeBytes: number;
}

export interface RecordedAct extends PartyAct {
	document: DocumentEntry | null;
}

/** A party or candidate as the register has it, with all that happened. */
export interface Party {
	id: string;
	/** Its name in addresses. */
	key: string;
	organisationId: string;
	kind: PartyKind;
	names: Record<Language, string>;
	competences: Partial<Record<Language, string>>;
	areaCodes: string[];
	acts: RecordedAct[];
	participations: Participation[];
	contacts: PartyContact[];
}
