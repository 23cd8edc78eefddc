import type { Language } from '#house/language/language.ts';
import type { HsdsObject } from '../../hsds.ts';
import type { Accessibility, Capacity, HoursException, ReferralMode } from '../../service-record.ts';
import type { Audience, Minors, Mode, Need, NetworkRole, OpeningHours } from '../../service.ts';

/** An organisation as the directory keeps it, ready to be described. */
export interface PublishedOrganisation {
	id: string;
	kind: 'community' | 'region' | 'province' | 'municipality' | 'other';
	areaCode: string | null;
	/** In the Crossroads Bank for Enterprises, ten digits. */
	enterpriseNumber: string | null;
	imaginary: boolean;
	names: Partial<Record<Language, string>> & { fr: string };
}

export interface PublishedText {
	name: string;
	description: string;
	conditions: string;
	firstContact: string;
	cost: string;
	pauseMessage: string;
	mission: string;
	method: string;
	limits: string;
	professionalSecrecy: string;
}

/** A published service as the directory keeps it, with all its parts. */
export interface PublishedService {
	id: string;
	organisation: PublishedOrganisation;
	paused: boolean;
	pausedUntil: string | null;
	imaginary: boolean;
	networkRole: NetworkRole | null;
	mainLanguage: Language;
	audiences: Audience[];
	needs: Need[];
	languages: string[];
	minors: Minors | null;
	free: boolean | null;
	anonymous: boolean | null;
	withoutAppointment: boolean | null;
	modes: Mode[];
	referralModes: ReferralMode[];
	capacity: Capacity | null;
	waitingDays: number | null;
	capacityOn: string | null;
	accessibility: Accessibility[];
	phone: string | null;
	email: string | null;
	url: string | null;
	/** Null where the address is confidential, as the postal code: it is never read here. */
	street: string | null;
	postalCode: string | null;
	town: string | null;
	confirmedOn: string | null;
	sourceUrl: string | null;
	texts: Partial<Record<Language, PublishedText>>;
	hours: OpeningHours[];
	exceptions: HoursException[];
	coverage: string[];
	/** As it was taken in, with what the directory made of it then; null for what was written here, and for what is imaginary. */
	given: { original: HsdsObject; record: Recorded } | null;
	/** Of the entries that became one with this. */
	mergedIds: string[];
}

/** What is read of the service itself. */
export type Recorded = Omit<PublishedService, 'organisation' | 'given'>;

export interface TerritoryArea {
	code: string;
	kind: 'commune' | 'arrondissement' | 'province' | 'region' | 'community' | 'country';
	names: Record<Language, string>;
	lineage: string[];
}

/** What is to be known of the country to describe a service: its areas, and a commune for each postal code that occurs. */
export interface Territory {
	areas: Map<string, TerritoryArea>;
	communes: Map<string, string>;
}
