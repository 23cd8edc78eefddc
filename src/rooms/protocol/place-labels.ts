/** A point to be named; `x` and `y` in the units of the drawing. */
export interface Point {
	code: string;
	x: number;
	y: number;
}

/** A name with the middle of its line. */
export interface Label {
	code: string;
	text: string;
	x: number;
	y: number;
}

interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Of the largest letters a name is written in, see TerritoryMap.svelte. */
const lineHeight = 22;
const letterWidth = 11;
const gap = 10;

/** Where to write names so that none covers another or a point; one that fits nowhere is left out. */
export function placeLabels(points: readonly Point[], names: Record<string, string>, bounds: Box): Label[] {
	const taken = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
	return points.flatMap((point) => {
		const text = names[point.code] ?? point.code;
		const width = text.length * letterWidth;
		const label = listPlaces(point, width)
			.map((place) => ({ ...place, x: Math.min(Math.max(place.x, bounds.left + width / 2), bounds.right - width / 2) }))
			.find((place) => {
				const box = boxOf(place, width);
				return isWithin(box, bounds) && !taken.some((other) => overlap(box, other));
			});
		if (label === undefined) return [];
		taken.push(boxOf(label, width));
		return [{ code: point.code, text, ...label }];
	});
}

/** Right, left, above, below, then further away. */
function listPlaces({ x, y }: Point, width: number): { x: number; y: number }[] {
	const aside = width / 2 + gap;
	return [
		{ x: x + aside, y },
		{ x: x - aside, y },
		{ x, y: y - lineHeight },
		{ x, y: y + lineHeight },
		...[-1.5, 1.5, -2.5, 2.5].flatMap((lines) =>
			[0, 1, -1].map((side) => ({ x: x + side * aside, y: y + lines * lineHeight })),
		),
	];
}

function boxOf({ x, y }: { x: number; y: number }, width: number): Box {
	return { left: x - width / 2, right: x + width / 2, top: y - lineHeight / 2, bottom: y + lineHeight / 2 };
}

function isWithin(box: Box, bounds: Box): boolean {
	return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

function overlap(one: Box, other: Box): boolean {
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
