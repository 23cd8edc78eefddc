import type { Language } from '#house/language/language.ts';

/** Who may come: the person concerned, someone close, a professional, anyone who wants to understand. */
export const audiences = ['person', 'relative', 'professional', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** What one may come for. */
export const needs = [
	'listen',
	'understand',
	'support_relative',
	'support_personal',
	'step_away',
	'school',
	'online',
	'discrimination',
	'advice',
	'training',
] as const;
export type Need = (typeof needs)[number];

export const modes = ['phone', 'visit', 'home_visit', 'video', 'email', 'chat', 'on_site'] as const;
export type Mode = (typeof modes)[number];

/** The part a service plays in the central Réseau; its name may change, its part does not. */
export type NetworkRole = 'individual_support' | 'professional_support';

export type Minors = 'yes' | 'with_parent' | 'no';

/** Opening hours of one weekday, 1 for Monday; times HH:MM, `24:00` for midnight at the end of the day. */
export type OpeningHours = { weekday: number; opens: string; closes: string };

/** A published service as a card shows it, its texts in the language asked or, failing that, in its own. */
export type ListedService = {
	id: string;
	organisationName: string;
	imaginary: boolean;
	networkRole: NetworkRole | null;
	pausedUntil: string | null;
	paused: boolean;
	languages: string[];
	free: boolean | null;
	anonymous: boolean | null;
	withoutAppointment: boolean | null;
	phone: string | null;
	email: string | null;
	url: string | null;
	confirmedOn: string | null;
	hours: OpeningHours[];
	textLanguage: Language;
	name: string;
	description: string;
	firstContact: string;
};
