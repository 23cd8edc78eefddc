// Writes reference/outline.json, the outline of Belgium, from the atlas of the package world-atlas (Natural Earth, public domain).
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

/** ISO 3166-1 numeric. */
const belgium = '056';
const decimals = 1000;

const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
// What the package contains, by its own description.
const atlas = JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof feature>[0];
const { countries } = atlas.objects;
const country =
	countries?.type === 'GeometryCollection' ? countries.geometries.find(({ id }) => id === belgium) : undefined;
const outline = country && feature(atlas, country);
if (outline?.type !== 'Feature' || outline.geometry.type !== 'Polygon') throw new Error('the atlas has no Belgium');
const coordinates = outline.geometry.coordinates.map((ring) =>
	ring.map((point) => point.map((degrees) => Math.round(degrees * decimals) / decimals)),
);
writeFileSync('reference/outline.json', `${JSON.stringify({ type: 'Polygon', coordinates })}\n`);
