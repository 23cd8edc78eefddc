import { drawAreas } from '#rooms/orientation/draw-areas.server.ts';
import { kindsOnMap, type Coverage, type TerritoryMap } from './territory-map.ts';

const mostKept = 50;
const drawn = new Map<string, TerritoryMap>();

/** The map of what parties cover. Drawn once for the same coverage. */
export function drawTerritory(coverage: Coverage): TerritoryMap {
	const key = kindsOnMap.map((kind) => `${kind} ${(coverage[kind] ?? []).toSorted().join(' ')}`).join(';');
	const known = drawn.get(key);
	if (known !== undefined) return known;
	if (drawn.size >= mostKept) drawn.clear();
	const layers = kindsOnMap.map((kind) => ({ kind, codes: coverage[kind] ?? [] }));
	const { capital, ...map } = drawAreas(layers, coverage.municipality);
	const territory = { ...map, inset: capital.points.length === 0 ? undefined : capital };
	drawn.set(key, territory);
	return territory;
}
