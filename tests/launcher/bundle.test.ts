import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { Bundle } from '../../scripts/launcher/bundle.ts';
import { verifyBundle } from '../../scripts/launcher/verify-bundle.ts';
import { aFolder, findFreePort, start, untilReady } from './start.ts';

test('a running server sends what its list says; a file that was really altered is named', async () => {
	const { folder, remove } = aFolder();
	const port = String(await findFreePort());
	const run = start({ PORT: port, DATA_DIR: folder, LOG_LEVEL: 'silent' });
	try {
		await untilReady(run);
		const origin = `http://127.0.0.1:${port}`;
		const bundle = Bundle.parse(await (await fetch(`${origin}/bundle.json`)).json());
		expect(Object.keys(bundle.files).length).toBeGreaterThan(5);
		expect(Object.keys(bundle.files)).toEqual(Object.keys(bundle.files).toSorted());
		expect(await verifyBundle(origin, bundle)).toEqual([]);
		const intact = await command(origin);
		expect(intact).toMatchObject({ code: 0, output: expect.stringContaining('all ') });
		const script = Object.keys(bundle.files).find((path) => path.endsWith('.js'));
		const altered = await aProxy(origin, { alter: script ?? '' });
		try {
			expect(await verifyBundle(altered.origin, bundle)).toEqual([expect.stringContaining(`${script}: altered`)]);
			expect(await command(altered.origin)).toMatchObject({ code: 1, output: expect.stringContaining(script ?? '') });
		} finally {
			altered.close();
		}
		const injected = await aProxy(origin, { inject: '<script>alert(1)</script><script src="/evil.js"></script>' });
		try {
			const findings = await verifyBundle(injected.origin, bundle);
			expect(findings).toContainEqual(expect.stringContaining('/fr/conversation: runs /evil.js'));
			expect(findings).toContainEqual(expect.stringContaining('/fr/conversation: holds a script'));
		} finally {
			injected.close();
		}
	} finally {
		run.process.kill('SIGTERM');
		await run.ended;
		remove();
	}
});

test('a list that is none, and a server that is none, are said in one sentence', async () => {
	const { folder, remove } = aFolder();
	mkdirSync(folder, { recursive: true });
	const list = join(folder, 'bundle.json');
	writeFileSync(list, '{}');
	expect(await command('https://maillage.example', list)).toMatchObject({
		code: 1,
		output: expect.stringContaining('no list of hashes'),
	});
	expect(await command('maillage')).toMatchObject({ code: 1, output: expect.stringContaining('Say which server') });
	remove();
});

/** What stands between a partner and the server, and alters one thing. */
async function aProxy(origin: string, { alter, inject }: { alter?: string; inject?: string }) {
	const server = createServer((request, response) => void relay(request.url ?? '/', response));
	async function relay(url: string, response: ServerResponse): Promise<void> {
		const answer = await fetch(origin + url, { redirect: 'manual' });
		const type = answer.headers.get('content-type') ?? '';
		const body = Buffer.from(await answer.arrayBuffer());
		const added = url === alter ? ' ' : type.startsWith('text/html') ? (inject ?? '') : '';
		response.writeHead(answer.status, { 'content-type': type });
		response.end(Buffer.concat([body, Buffer.from(added)]));
	}
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function command(...args: string[]): Promise<{ code: number | null; output: string }> {
	const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/bundle-verify.ts', ...args]);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return new Promise((done) => child.on('close', (code) => done({ code, output })));
}
