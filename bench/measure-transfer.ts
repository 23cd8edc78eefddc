import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/launcher/find-chromium.ts';

export interface TransferFigures {
	/** Headers included, as they travelled. */
	bytes: number;
	scriptBytes: number;
	inlineScriptBytes: number;
	files: { type: string; path: string; bytes: number }[];
}

/** What a browser that was never here fetches for one page. */
export async function measureTransfer(url: string): Promise<TransferFigures> {
	const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
	try {
		const page = await browser.newPage();
		const network = await page.context().newCDPSession(page);
		const files = new Map<string, { type: string; path: string; bytes: number }>();
		network.on('Network.responseReceived', ({ requestId, type, response }) => {
			files.set(requestId, { type, path: new URL(response.url).pathname, bytes: 0 });
		});
		network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
			const file = files.get(requestId);
			if (file !== undefined) file.bytes = Math.round(encodedDataLength);
		});
		await network.send('Network.enable');
		await page.goto(url, { waitUntil: 'networkidle' });
		const inline = await page.locator('script:not([src]):not([type="application/ld+json"])').allTextContents();
		const fetched = [...files.values()];
		return {
			bytes: sum(fetched.map(({ bytes }) => bytes)),
			scriptBytes: sum(fetched.filter(({ type }) => type === 'Script').map(({ bytes }) => bytes)),
			inlineScriptBytes: sum(inline.map((text) => Buffer.byteLength(text))),
			files: fetched,
		};
	} finally {
		await browser.close();
	}
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
