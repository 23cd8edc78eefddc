import { chromium, type Browser, type Page } from 'playwright-core';
import { roomTexts as textsOfKeys } from '#messages/keys';
import { roomTexts } from '#messages/requests';
import { KNOWN_PASSPHRASE } from '#rooms/keys/team-keys.builder.ts';
import { openCardSearch } from '#rooms/requests/search-cards.ts';
import { findChromium } from '../scripts/launcher/find-chromium.ts';
import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { addPasskey, passkeyButton } from './add-passkey.ts';
import { openOwner } from './asked-teams.ts';
import { makeInbox, titleStart, type Inbox } from './make-inbox.ts';
import { startOurs, type Pace } from './measure-against-limit.ts';
import type { NetworkDatabase } from './network-database.ts';
import { percentile, spreadOf, type Spread } from './numbers.ts';
import { typeQuestions, unlockAndOpen, waitForList, watchList } from './watch-inbox.ts';

/** Milliseconds in Chromium. */
export interface InboxFigures {
	requests: number;
	/** With the passphrase, until the titles of the first page are there. */
	unlock: Spread;
	/** The same with a passkey, which derives no key from what is typed. */
	unlockByPasskey: Spread;
	/** The sealed lines, from the request for them until they are shown; that is before unlocking. */
	list: Spread;
	/** From unlocked until every line is opened. */
	open: Spread;
	searched: number;
	/** From a key until the list is drawn anew; the slowest twentieth of the keys. */
	search: Spread;
}

interface Visited {
	unlock: number;
	list: number;
	open: number;
}

const t = roomTexts('fr');
const keys = textsOfKeys('fr');
const passphraseButton = '.unlock form > .govuk-button';

/** A team's inbox in a browser: unlocked, its list opened, and looked through. */
export async function measureInbox(database: NetworkDatabase, pace: Pace, cleanup: Cleanup): Promise<InboxFigures> {
	const owner = openOwner(database);
	const [small, large] = [await makeInbox(owner, 1000), await makeInbox(owner, 5000)];
	await owner.destroy();
	const web = await startOurs(database, cleanup);
	const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
	try {
		// A passkey belongs to a name, which 127.0.0.1 is none.
		const visit = { browser, site: web.address.replace('127.0.0.1', 'localhost'), pace };
		const rounds = await measureOpening(visit, small);
		const byPasskey = await measurePasskey(visit, small);
		const search = await measureSearch(visit, large);
		const spread = (of: (round: Visited) => number) => spreadOf(rounds.map(of));
		return {
			requests: small.cards.length,
			unlock: spread(({ unlock }) => unlock),
			unlockByPasskey: spreadOf(byPasskey.map(({ unlock }) => unlock)),
			list: spread(({ list }) => list),
			open: spread(({ open }) => open),
			searched: large.cards.length,
			search: spreadOf(search),
		};
	} finally {
		await browser.close();
		await web.stop();
	}
}

interface Visit {
	browser: Browser;
	site: string;
	pace: Pace;
}

/** Someone of the team, signed in, with a browser that was never here. */
async function enter({ browser, site }: Visit, { holder, cards }: Inbox): Promise<Page> {
	const context = await browser.newContext({ baseURL: site, locale: 'fr-BE', viewport: { width: 1280, height: 900 } });
	await context.addCookies([{ name: 'maillage', value: holder.token, url: site }]);
	const page = await context.newPage();
	await page.addInitScript(watchList, t.inbox_count({ count: cards.length }));
	return page;
}

/** Loads the inbox, unlocks it by what this selector finds, and opens its list. */
async function openInbox(page: Page, { path, cards }: Inbox, press: string): Promise<Visited> {
	await page.goto(path);
	const list = await page.evaluate(waitForList);
	if (list === undefined) throw new Error('Nothing watches the list of the inbox.');
	await page.getByLabel(keys.passphrase, { exact: true }).fill(KNOWN_PASSPHRASE);
	const whole = t.inbox_count({ count: cards.length });
	return { list, ...(await page.evaluate(unlockAndOpen, { whole, title: titleStart, press })) };
}

/** One round to warm up, each with a page of its own. */
async function measureOpening(visit: Visit, inbox: Inbox): Promise<Visited[]> {
	const rounds: Visited[] = [];
	for (let round = -1; round < visit.pace.rounds; round++) {
		const page = await enter(visit, inbox);
		const visited = await openInbox(page, inbox, passphraseButton);
		await page.context().close();
		if (round >= 0) rounds.push(visited);
	}
	return rounds;
}

async function measurePasskey(visit: Visit, inbox: Inbox): Promise<Visited[]> {
	const page = await enter(visit, inbox);
	await addPasskey(page);
	const rounds: Visited[] = [];
	for (let round = 0; round < visit.pace.rounds; round++) rounds.push(await openInbox(page, inbox, passkeyButton));
	await page.context().close();
	return rounds;
}

/** Of each round, the slowest twentieth of the keys. */
async function measureSearch(visit: Visit, inbox: Inbox): Promise<number[]> {
	const page = await enter(visit, inbox);
	await openInbox(page, inbox, passphraseButton);
	const known = openCardSearch(inbox.cards);
	const expected = inbox.words.map((word) => t.inbox_count({ count: known.find(word).size }));
	const rounds: number[] = [];
	for (let round = -1; round < visit.pace.rounds; round++) {
		const { keys: milliseconds, said } = await page.evaluate(typeQuestions, inbox.words);
		if (said.join() !== expected.join())
			throw new Error(`The search found “${said.join()}”, not “${expected.join()}”.`);
		if (round >= 0) rounds.push(percentile(milliseconds, 0.95));
	}
	await page.context().close();
	return rounds;
}
