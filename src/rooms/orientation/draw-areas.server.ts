import { Delaunay } from 'd3-delaunay';
import { geoMercator, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import belgium from '#reference/outline.json' with { type: 'json' };
import { listCommunePositions } from './find-places.server.ts';
import { joinCells } from './private/join-cells.ts';

const width = 600;
const height = 492;
const margin = 4;
const brussels = '04000';
const insetMargin = 6;

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

interface MapPoint {
	/** The code of the commune. */
	code: string;
	x: number;
	y: number;
}

/** A map of the country as SVG paths; later layers lie over earlier ones. */
export interface AreaMap<Kind extends string> {
	width: number;
	height: number;
	outline: string;
	layers: { kind: Kind; path: string }[];
	/** The communes asked for, those of the capital apart. */
	points: MapPoint[];
	/** The capital, too small to be read: what to enlarge. */
	capital: { x: number; y: number; size: number; points: MapPoint[] };
}

/** What lies on the map: the areas of these codes and all communes within them. */
export interface AreaLayer<Kind extends string> {
	kind: Kind;
	codes: Iterable<string>;
}

let ground: Ground | undefined;

/**
 * The map of areas. No boundaries of communes are published freely in a form small enough: each commune is the part of the country that
 * is nearest to its centre. A layer without a commune is left out.
 */
export function drawAreas<Kind extends string>(
	layers: AreaLayer<Kind>[],
	points: readonly string[] = [],
): AreaMap<Kind> {
	const { outline, cells } = (ground ??= layGround());
	const drawn = layers.flatMap(({ kind, codes }) => {
		const wanted = new Set(codes);
		const covered = cells.filter(({ lineage }) => lineage.some((code) => wanted.has(code)));
		return covered.length === 0 ? [] : [{ kind, path: joinCells(covered.map(({ corners }) => corners)) }];
	});
	const named = cells.filter(({ nis }) => points.includes(nis));
	const [inCapital, elsewhere] = [true, false].map((is) =>
		named.filter(({ lineage }) => lineage.includes(brussels) === is).map(toPoint),
	);
	const capital = { ...frameCapital(cells), points: inCapital ?? [] };
	return { width, height, outline, layers: drawn, points: elsewhere ?? [], capital };
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
