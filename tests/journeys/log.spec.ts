import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { expect, inject, test, vi } from 'vitest';
import { texts } from '#messages';
import { aVisitor, arrives } from './visitor.ts';

test('nothing of what was asked, and nothing of who asked, is in the log, not even in its most talkative mode', async () => {
	const t = texts('fr').orientation;
	await using visitor = await aVisitor({ userAgent: 'Mozilla/5.0 Jaseur-Boreal' });
	const { page } = visitor;
	await page.goto('/fr/orientation/place?a=2&n=3&q=Zorglub');
	await arrives(page, t.place_title);
	await page.goto('/fr/orientation/results?a=2&n=3&p=63023&l=kab');
	await arrives(page, t.results_title);
	await page.goto('/fr/communes/63023');
	// The very pages that tell of a mistake, from an address of this machine that nobody else uses.
	for (const path of [
		'/fr/places?q=Zorglub',
		'/fr/orientation/results?a=77&n=3&p=63023',
		'/fr/services/c0ffee00-0000-4000-8000-000000000000',
		'/fr/Zorglub/63023',
		'/fr/%ffZorglub',
		'/sitemap-63023.xml',
	]) {
		await askFrom('127.7.7.7', path);
	}
	// Each request is told when it is answered: once this one is told, so are all before it.
	const before = readLog().length;
	await askFrom('127.7.7.7', '/health/live');
	const lines = await vi.waitFor(
		() => {
			const told = readLog();
			expect(told.slice(before).some((line) => line.includes('/health/live'))).toBe(true);
			return told;
		},
		{ timeout: 20_000, interval: 100 },
	);
	for (const route of ['/orientation/results', '/places', '/services/[id]', '/sitemap-[part].xml']) {
		expect(lines.filter((line) => line.includes(route))).not.toEqual([]);
	}
	// The digits of a time may by chance be those of a place.
	const timeless = lines.map((line) => line.replace(/"time":\d+/, ''));
	for (const trace of ['Zorglub', '63023', 'kab', 'c0ffee', 'Jaseur', '127.7.7.7', 'q=', 'a=', '?']) {
		expect(timeless.filter((line) => line.includes(trace))).toEqual([]);
	}
	const known = ['level', 'time', 'method', 'route', 'status', 'milliseconds', 'msg'];
	const told = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line))));
	expect([...told].filter((name) => !known.includes(name))).toEqual([]);
});

function readLog(): string[] {
	return readFileSync(inject('applicationLog'), 'utf8')
		.split('\n')
		.filter((line) => line.startsWith('{'));
}

function askFrom(localAddress: string, path: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const headers = { 'user-agent': 'Jaseur', referer: 'http://127.0.0.1/Zorglub', 'x-forwarded-for': '127.7.7.7' };
		request(inject('application') + path, { localAddress, headers }, (response) => {
			response.resume().on('end', resolve);
		})
			.on('error', reject)
			.end();
	});
}
