import { test } from 'vitest';
import { expectAccessible } from './expect-accessible.ts';
import { aVisitor, listAddresses } from './visitor.ts';

/** Every kind of page, and each state of it that looks different. */
const pages: [string, string][] = [
	['the front page', '/fr'],
	['the front page in Dutch', '/nl'],
	['the front page in German', '/de'],
	['the front page in English', '/en'],
	['the first question', '/fr/orientation'],
	['the page about quick exit', '/fr/orientation/before?a=2'],
	['the second question', '/fr/orientation/need?a=2'],
	['the third question', '/fr/orientation/place?a=2&n=3'],
	['a place to choose among several', '/fr/orientation/place?a=2&n=3&q=1050'],
	['a place nobody knows', '/fr/orientation/place?a=2&n=3&q=Xyz'],
	['results', '/fr/orientation/results?a=2&n=3&p=63079'],
	['results in Dutch', '/nl/orientation/results?a=1&n=1&p=21012'],
	['results in German', '/de/orientation/results?a=2&n=3&p=63023'],
	['results in English', '/en/orientation/results?a=4&n=2&p=21004'],
	['results for a professional', '/fr/orientation/results?a=3&n=9&p=81001'],
	['results in a language hardly anyone speaks', '/fr/orientation/results?a=1&n=8&p=25043&l=it'],
	['results anywhere', '/fr/orientation/results?a=4&n=2&p=01000'],
	['a page of results beyond the last', '/fr/orientation/results?a=1&n=1&p=21004&s=9'],
	['all communes', '/fr/communes'],
	['all communes, one of which to choose', '/fr/communes?a=2&n=3&q=1050'],
	['all communes, with a place nobody knows', '/nl/communes?q=Xyz'],
	['a commune', '/fr/communes/63079'],
	['a commune in Dutch', '/nl/communes/21012'],
	['a commune where nothing local is known', '/fr/communes/25043'],
	['the Réseau', '/fr/network'],
	['the Réseau in German', '/de/network'],
	['the protocol', '/fr/protocol'],
	['the protocol on a day, in Dutch', '/nl/protocol?on=01/06/2021'],
	['the protocol on a day nobody understands', '/de/protocol?on=morgen'],
	['a party to the protocol', '/fr/protocol/parties/verviers'],
	['one’s safety online', '/fr/safety'],
	['privacy', '/fr/privacy'],
	['what is promised to whoever writes in confidence', '/fr/confidential'],
	['the same in Dutch', '/nl/confidential'],
	['where one comes back with a receipt', '/fr/conversation'],
	['the same in German', '/de/conversation'],
	['accessibility', '/fr/accessibility'],
	['open data', '/fr/api'],
	['open data in German', '/de/api'],
	['a page that does not exist', '/fr/nowhere'],
	['a page that does not exist, in no language', '/nowhere'],
	['an address that cannot be understood', '/nl/orientation/results?a=9'],
	['an address that cannot be read', '/de/communes/%ff'],
];

test.each(pages)('%s', async (_, path) => {
	await using visitor = await aVisitor({ bypassCSP: true });
	await visitor.page.goto(path);
	await expectAccessible(visitor.page);
});

test.each(['/fr/communes/63079', '/nl/communes/21012'])(
	'the page of a service, real or imaginary, found at %s',
	async (path) => {
		await using visitor = await aVisitor({ bypassCSP: true });
		const { page } = visitor;
		await page.goto(path);
		const addresses = await listAddresses(page);
		for (const address of [...addresses.slice(0, 2), ...addresses.slice(-1)]) {
			await page.goto(address);
			await expectAccessible(page);
		}
	},
);

test('what is proposed while typing', async () => {
	await using visitor = await aVisitor({ bypassCSP: true });
	await visitor.page.goto('/fr/orientation/place?a=2&n=3');
	await visitor.page.locator('#place').pressSequentially('Saint');
	await visitor.page.getByRole('option').first().waitFor();
	await visitor.page.keyboard.press('ArrowDown');
	await expectAccessible(visitor.page);
});
