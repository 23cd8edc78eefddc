export interface Position {
	latitude: number;
	longitude: number;
}

const earthRadiusMetres = 6_371_000;

/** As the crow flies (haversine). */
export function measureMetres(from: Position, to: Position): number {
	const [latitude, longitude] = [toRadians(to.latitude - from.latitude), toRadians(to.longitude - from.longitude)];
	const along = Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude));
	const half = Math.sin(latitude / 2) ** 2 + along * Math.sin(longitude / 2) ** 2;
	return 2 * earthRadiusMetres * Math.asin(Math.sqrt(half));
}

/** The point between several, good enough for neighbours. */
export function findCentre(positions: Position[]): Position | undefined {
	if (positions.length === 0) return undefined;
	const mean = (of: (position: Position) => number) =>
		positions.reduce((sum, each) => sum + of(each), 0) / positions.length;
	return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
}

function toRadians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}
