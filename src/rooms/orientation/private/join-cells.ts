type Point = readonly [x: number, y: number];

/**
 * The outline of cells that lie side by side, as one SVG path with one decimal: an edge that two of them share is left out.
 * All cells run in the same direction, as those of one Voronoi diagram do.
 */
export function joinCells(cells: readonly (readonly Point[])[]): string {
	const edges = new Map<string, { from: string; to: string }>();
	for (const cell of cells) {
		const corners = cell.map(writePoint);
		corners.forEach((from, index) => {
			const to = corners[index + 1];
			if (to === undefined || from === to) return;
			if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, { from, to });
		});
	}
	return writeRings([...edges.values()]);
}

function writeRings(edges: { from: string; to: string }[]): string {
	const byStart = Map.groupBy(edges, ({ from }) => from);
	let path = '';
	for (const edge of edges) {
		const ring: string[] = [];
		for (let at = edge.from; ;) {
			const next = byStart.get(at)?.pop();
			if (next === undefined) break;
			ring.push(at);
			at = next.to;
		}
		if (ring.length > 2) path += `M${ring.join('L')}Z`;
	}
	return path;
}

function writePoint([x, y]: Point): string {
	return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
