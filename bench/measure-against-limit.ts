import type { PreparedQuery } from '#house/database/public-reader.ts';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { fire, warmUp, type Round } from './fire.ts';
import type { NetworkDatabase } from './network-database.ts';
import { spreadOf, type Spread } from './numbers.ts';
import { startWebProcess } from './web-process.ts';

export interface Pace {
	rounds: number;
	seconds: number;
}

/** An address of ours, and the one query that it asks the database; every query of a list has the same text. */
export interface Asked {
	path: string;
	query: PreparedQuery;
}

export interface SideFigures {
	answersPerSecond: Spread;
	p50Milliseconds: Spread;
	p99Milliseconds: Spread;
	bytesPerAnswer: number;
	residentMegabytes: number | undefined;
	/** Of the web process alone, for one answer. */
	processorMilliseconds: Spread | undefined;
}

export interface AgainstLimit {
	limit: SideFigures;
	ours: SideFigures;
	/** The same answers compressed for a browser; remark only, as the limit does not compress. */
	compressed: Round;
}

/** Our answers against the bare query, in turns on the same database. */
export async function measureAgainstLimit(
	{ database, chosen }: { database: NetworkDatabase; chosen: Asked[] },
	pace: Pace,
	cleanup: Cleanup,
): Promise<AgainstLimit> {
	const limit = await startLimit(database, chosen, cleanup);
	const ours = await startOurs(database, cleanup);
	const limitTarget = { ...limit, paths: chosen.map((_, number) => `/${number}`) };
	const oursTarget = { ...ours, paths: chosen.map(({ path }) => path) };
	try {
		await warmUp(limitTarget);
		await warmUp(oursTarget);
		const rounds: { limit: Round[]; ours: Round[] } = { limit: [], ours: [] };
		for (let round = 0; round < pace.rounds; round++) {
			rounds.limit.push(await fire(limitTarget, pace.seconds));
			rounds.ours.push(await fire(oursTarget, pace.seconds));
		}
		const compressed = await fire({ ...oursTarget, headers: { 'accept-encoding': 'gzip, deflate, br' } }, pace.seconds);
		return {
			limit: summarise(rounds.limit, limit.residentMegabytes()),
			ours: summarise(rounds.ours, ours.residentMegabytes()),
			compressed,
		};
	} finally {
		await Promise.all([limit.stop(), ours.stop()]);
	}
}

/** As in production, but for the rate limit: all of these requests come from one address. `env`: what else is set. */
export function startOurs(
	{ publicUrl, appUrl }: NetworkDatabase,
	cleanup: Cleanup,
	env: Record<string, string> = { RATE_LIMIT_PER_MINUTE: '0' },
) {
	const all = { DATABASE_PUBLIC_URL: publicUrl, DATABASE_APP_URL: appUrl, DEMO: '0', ...env };
	return startWebProcess({ file: 'bench/our-server.ts', env: all, path: '/fr' }, cleanup);
}

function startLimit({ publicUrl }: NetworkDatabase, chosen: Asked[], cleanup: Cleanup) {
	const query = chosen[0]?.query;
	const told = { name: query?.name, text: query?.text, values: chosen.map(({ query: { values } }) => values) };
	const env = { DATABASE_PUBLIC_URL: publicUrl };
	return startWebProcess({ file: 'bench/limit-server.ts', env, path: '/0', told }, cleanup);
}

export function summarise(rounds: Round[], residentMegabytes: number | undefined): SideFigures {
	const spends = rounds.flatMap(({ processorMilliseconds }) => processorMilliseconds ?? []);
	return {
		answersPerSecond: spreadOf(rounds.map((round) => round.answersPerSecond)),
		p50Milliseconds: spreadOf(rounds.map((round) => round.p50Milliseconds)),
		p99Milliseconds: spreadOf(rounds.map((round) => round.p99Milliseconds)),
		bytesPerAnswer: rounds[0]?.bytesPerAnswer ?? 0,
		residentMegabytes,
		processorMilliseconds: spends.length === 0 ? undefined : spreadOf(spends),
	};
}
