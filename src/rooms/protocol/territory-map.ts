import type { ListedParty } from './party-list.ts';
import type { PartyKind } from './party.ts';

/** What a map shows: for each kind of party, the codes of the areas covered. */
export type Coverage = Partial<Record<PartyKind, readonly string[]>>;

interface MapPoint {
	/** The code of the area. */
	code: string;
	x: number;
	y: number;
}

/** A map of the country as SVG paths: the widest parties first, the nearer ones drawn over them. */
export interface TerritoryMap {
	width: number;
	height: number;
	outline: string;
	layers: { kind: PartyKind; path: string }[];
	/** Communes that are parties themselves. */
	points: MapPoint[];
	/** The capital, too small to be read: what to enlarge, and its points. */
	inset: { x: number; y: number; size: number; points: MapPoint[] } | undefined;
}

export const kindsOnMap = ['community', 'region', 'province', 'other', 'municipality'] as const satisfies PartyKind[];

/** What the parties of a day cover. Whoever is suspended covers nothing for the time being. */
export function coverageOf(listed: readonly ListedParty[]): Coverage {
	const active = listed.filter(({ standing }) => standing.state === 'party');
	const byKind = Map.groupBy(active, ({ party }) => party.kind);
	return Object.fromEntries([...byKind].map(([kind, of]) => [kind, of.flatMap(({ party }) => party.areaCodes)]));
}
