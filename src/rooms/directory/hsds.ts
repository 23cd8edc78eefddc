/** The Human Services Data Specification, as the open feed speaks it: one place for its version, its lists and its ids. */
export const hsdsVersion = '3.1';
export const hsdsProfile = 'HSDS-BE';
export const hsdsPath = '/api/hsds/v3';
/** Everything at once, under that path. */
export const packageName = 'package.zip';

/** Raised when the same data come out differently: what clients keep is then out of date. */
export const hsdsEdition = 4;

/** What the directory itself publishes; documents of another feed carry its name instead. */
export const ownSource = 'maillage';

export const hsdsLists = {
	services: 'service',
	organizations: 'organization',
	service_at_locations: 'service_at_location',
	taxonomies: 'taxonomy',
	taxonomy_terms: 'taxonomy_term',
} as const;

export type HsdsList = keyof typeof hsdsLists;
export type HsdsKind = (typeof hsdsLists)[HsdsList];

export type Json = string | number | boolean | Json[] | { [key: string]: Json | undefined };
/** An object of the specification. A field without value is left out: undefined in code, absent in what is sent. */
export type HsdsObject = { id: string; [key: string]: Json | undefined };

export function isHsdsList(name: string): name is HsdsList {
	return Object.hasOwn(hsdsLists, name);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isHsdsId(text: string): boolean {
	return uuid.test(text);
}
