import type { Database } from '#house/database/kysely.ts';
import type { AskedTeam } from '#rooms/requests/asker.builder.ts';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { makeAskedTeams, openOwner } from './asked-teams.ts';
import { fire, warmUp, type Round, type Send } from './fire.ts';
import { openSends, type SendMaker } from './make-sends.ts';
import { startOurs, summarise, type Pace, type SideFigures } from './measure-against-limit.ts';
import type { NetworkDatabase } from './network-database.ts';
import { startWebProcess } from './web-process.ts';

export interface WriteFigures {
	teams: number;
	limit: SideFigures;
	ours: SideFigures;
}

const teams = 32;
/** Sent to the limit again and again, as it looks at none. */
const limitSends = 64;
const firstRound = 600;

/** Sealed requests, taken in and on the disk, against the bare rows; in turns on one durable database. */
export async function measureWrites(database: NetworkDatabase, pace: Pace, cleanup: Cleanup): Promise<WriteFigures> {
	const owner = openOwner(database);
	try {
		const asked = await makeAskedTeams(owner, teams);
		const sends = await openSends(owner, asked);
		const limit = await startLimit(database, { asked, sends }, cleanup);
		// The limits of rate are as in production: every request comes from an address of its own.
		const ours = await startOurs(database, cleanup, { TRUST_PROXY: '1' });
		const same = repeat(await sends.make(limitSends), 4000);
		const limitTarget = { ...limit, paths: [], sends: same };
		await warmUp(limitTarget);
		const rounds: { limit: Round[]; ours: Round[] } = { limit: [], ours: [] };
		let count = firstRound;
		const fireOurs = async () => fire({ ...ours, paths: [], sends: await sends.make(count) }, pace.seconds);
		// What fails while connections are opened is no news.
		for (const _ of [1, 2, 3]) await fireOurs().catch(() => undefined);
		for (let round = 0; round < pace.rounds; round++) {
			rounds.limit.push(await fire(limitTarget, pace.seconds));
			const byOurs = await fireOurs();
			rounds.ours.push(byOurs);
			count = Math.ceil(byOurs.answersPerSecond * pace.seconds * 1.5) + firstRound;
		}
		await expectKept(owner, rounds.ours);
		// The limit's locators begin with a letter that one in thirty-two drawn by chance begins with too: they would stand in the way of the inbox.
		await owner.deleteFrom('request').where('locator', 'like', 'Z%').execute();
		const figures = {
			limit: summarise(rounds.limit, limit.residentMegabytes()),
			ours: summarise(rounds.ours, ours.residentMegabytes()),
		};
		await Promise.all([limit.stop(), ours.stop()]);
		return { teams, ...figures };
	} finally {
		await owner.destroy();
	}
}

interface Ground {
	asked: AskedTeam[];
	sends: SendMaker;
}

function startLimit({ adminUrl }: NetworkDatabase, { asked, sends }: Ground, cleanup: Cleanup) {
	const { sent, objects } = sends.pattern;
	const day = new Date().toISOString().slice(0, 10);
	const told = {
		teams: asked.map(({ team: { organisationId, teamId }, serviceId }) => ({ organisationId, teamId, serviceId })),
		// The outer layer of ours, which the limit does without, is left out here.
		bytes: {
			intakeWrap: sent.intakeWrap.length,
			requesterWrap: sent.requesterWrap.length,
			message: objects[0]?.sealed.length ?? 0,
		},
		day,
		month: `${day.slice(0, 7)}-01`,
	};
	return startWebProcess(
		{ file: 'bench/limit-write-server.ts', env: { DATABASE_URL: adminUrl }, path: '/', told },
		cleanup,
	);
}

function repeat(sends: readonly Send[], times: number): Send[] {
	return Array.from({ length: times }, () => sends).flat();
}

/** What was answered is there. */
async function expectKept(owner: Database, rounds: readonly Round[]): Promise<void> {
	const answers = rounds.reduce((sum, round) => sum + round.answers, 0);
	const { count } = await owner
		.selectFrom('request')
		.select((each) => each.fn.countAll<number>().as('count'))
		.where('locator', 'not like', 'Z%')
		.executeTakeFirstOrThrow();
	if (count < answers) throw new Error(`Of ${answers} requests that were answered ${count} are in the database.`);
}
