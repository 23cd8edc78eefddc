import { Delaunay } from 'd3-delaunay';
import { geoMercator, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import belgium from '#reference/outline.json' with { type: 'json' };
import { listCommunePositions } from '#rooms/orientation/find-places.server.ts';
import { joinCells } from './private/join-cells.ts';
import { kindsOnMap, type Coverage, type TerritoryMap } from './territory-map.ts';

const width = 600;
const height = 492;
const margin = 4;
const brussels = '04000';
const insetMargin = 6;
const mostKept = 50;

interface Cell {
	nis: string;
	lineage: string[];
	x: number;
	y: number;
	corners: [number, number][];
}

interface Ground {
	outline: string;
	cells: Cell[];
}

let ground: Ground | undefined;
const drawn = new Map<string, TerritoryMap>();

/**
 * The map of what is covered. No boundaries of communes are published freely in a form small enough: each commune is the part of the
 * country that is nearest to its centre. Drawn once for the same coverage.
 */
export function drawTerritory(coverage: Coverage): TerritoryMap {
	const key = kindsOnMap.map((kind) => `${kind} ${(coverage[kind] ?? []).toSorted().join(' ')}`).join(';');
	const known = drawn.get(key);
	if (known !== undefined) return known;
	ground ??= layGround();
	if (drawn.size >= mostKept) drawn.clear();
	const map = draw(ground, coverage);
	drawn.set(key, map);
	return map;
}

function layGround(): Ground {
	// The file is made by scripts/make-outline.ts, which sees to its shape.
	const country = belgium as GeoPermissibleObjects & { type: 'Polygon' };
	const projection = geoMercator().fitExtent(
		[
			[margin, margin],
			[width - margin, height - margin],
		],
		country,
	);
	const communes = listCommunePositions().map((commune) => {
		const [x, y] = projection([commune.longitude, commune.latitude]) ?? [0, 0];
		return { nis: commune.nis, lineage: commune.lineage, x, y };
	});
	const voronoi = Delaunay.from(
		communes,
		({ x }) => x,
		({ y }) => y,
	).voronoi([0, 0, width, height]);
	// Two communes on the same point leave one of them without a cell.
	const cells = communes.map((commune, index) => ({ ...commune, corners: voronoi.cellPolygon(index) ?? [] }));
	return { outline: geoPath(projection).digits(1)(country) ?? '', cells };
}

function draw({ outline, cells }: Ground, coverage: Coverage): TerritoryMap {
	const layers = kindsOnMap.flatMap((kind) => {
		const codes = new Set(coverage[kind] ?? []);
		const covered = cells.filter(({ lineage }) => lineage.some((code) => codes.has(code)));
		return covered.length === 0 ? [] : [{ kind, path: joinCells(covered.map(({ corners }) => corners)) }];
	});
	const named = new Set(coverage.municipality ?? []);
	const points = cells.filter(({ nis }) => named.has(nis));
	const inCapital = points.filter(({ lineage }) => lineage.includes(brussels));
	const elsewhere = points.filter((point) => !inCapital.includes(point));
	return {
		width,
		height,
		outline,
		layers,
		points: elsewhere.map(toPoint),
		inset: inCapital.length === 0 ? undefined : { ...frameCapital(cells), points: inCapital.map(toPoint) },
	};
}

function toPoint({ nis, x, y }: Cell) {
	return { code: nis, x: Math.round(x), y: Math.round(y) };
}

function frameCapital(cells: Cell[]): { x: number; y: number; size: number } {
	const capital = cells.filter(({ lineage }) => lineage.includes(brussels));
	const [xs, ys] = [capital.map(({ x }) => x), capital.map(({ y }) => y)];
	const [x, y] = [Math.min(...xs) - insetMargin, Math.min(...ys) - insetMargin];
	const size = Math.max(Math.max(...xs) - x, Math.max(...ys) - y) + insetMargin;
	return { x: Math.floor(x), y: Math.floor(y), size: Math.ceil(size) };
}
