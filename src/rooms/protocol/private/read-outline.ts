import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Feature } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** ISO 3166-1 numeric. */
const belgium = '056';

/** The outline of Belgium (Natural Earth, 1:10 million). The atlas is large: it is read once, and only when a map is drawn. */
export function readOutline(): Feature {
	const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
	// What the package contains, by its own description.
	const atlas = JSON.parse(readFileSync(path, 'utf8')) as Topology<{ countries: GeometryCollection }>;
	const country = atlas.objects.countries.geometries.find(({ id }) => id === belgium);
	const outline = country && feature(atlas, country);
	if (outline?.type !== 'Feature') throw new Error('world-atlas has no outline of Belgium');
	return outline;
}
