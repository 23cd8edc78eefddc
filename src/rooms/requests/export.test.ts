import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { makeIdentity, recipientOf } from '#house/crypto/age-file.ts';
import { concatBytes, randomBytes, utf8ToBytes } from '#house/crypto/bytes.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { KNOWN_PASSPHRASE, type KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { answerRequest } from './answer-request.server.ts';
import { anAskedTeam } from './asker.builder.ts';
import { openArchive, type ExportLock } from './export-archive.ts';
import { exportRequests } from './export-requests.server.ts';
import { findFile } from './find-file.server.ts';
import { keysOf, openAs } from './inbox.builder.ts';
import { openFile } from './open-request-content.ts';
import { readExported } from './read-exported.ts';
import { aRequest } from './request.builder.ts';
import { sealAnswer, sealFile } from './seal-work.ts';

const { app, owner } = await aDatabase();
const { team, serviceId } = await anAskedTeam(owner);
const [ines] = team.holders as [KeyHolder];
const place = { organisationId: team.organisationId, teamId: team.teamId };
const opened = await aRequest(owner, { team, serviceId, text: 'J’ai besoin d’en parler.' });
const unopened = await aRequest(owner, { team, serviceId, text: 'Personne ne l’a ouvert.' });
const plan = concatBytes(utf8ToBytes('%PDF '), randomBytes(3000));
const folder = mkdtempSync(join(tmpdir(), 'maillage-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const opening = await openAs(app, ines, { team, request: opened });
const file = sealFile(opening.opened, plan);
const files = [{ id: file.id, name: 'plan.pdf', type: 'application/pdf', size: plan.length }];
const work = sealAnswer(opening.opened, { text: 'Venez mardi.', by: 'L’équipe', files }, ines.signingSeed);
const answer = { ...place, requestId: opened.scope.requestId, version: opening.version, move: 'answer' as const };
await answerRequest(app, ines.signedIn, { ...answer, ...work, files: [file] });

/** What the page does, with the verbs behind it instead of their addresses. */
async function exportWith(lock: ExportLock): Promise<Record<string, Uint8Array>> {
	const pieces: Uint8Array[] = [];
	const archive = await openArchive(lock, (piece) => pieces.push(piece));
	const page = await exportRequests(app, ines.signedIn, { ...place, after: null });
	if ('refused' in page) throw new Error('refused');
	for (const sealed of page.requests) {
		const scope = { ...place, requestId: sealed.line.id };
		const exported = await readExported(sealed, {
			scope,
			findTeamKeys: keysOf(team),
			async fetchFile({ id }, key) {
				const found = await findFile(app, ines.signedIn, { ...scope, fileId: id });
				return 'sealed' in found ? openFile(found.sealed, scope, { key, id }) : undefined;
			},
		});
		await archive.add(exported);
	}
	archive.end();
	return unzipSync(concatBytes(...pieces));
}

function unpack(content: Record<string, Uint8Array>, name: string): string {
	const to = join(folder, name);
	for (const [path, bytes] of Object.entries(content)) {
		mkdirSync(dirname(join(to, path)), { recursive: true });
		writeFileSync(join(to, path), bytes, { mode: 0o600 });
	}
	return to;
}

function expectWhole(text: string): void {
	expect(JSON.parse(text)).toMatchObject({
		v: 1,
		state: 'answered',
		entries: [
			{ kind: 'message', byTeam: false, text: 'J’ai besoin d’en parler.', writer: 'relative' },
			{
				kind: 'answer',
				text: 'Venez mardi.',
				files: [{ name: 'plan.pdf', base64: Buffer.from(plan).toString('base64') }],
			},
		],
	});
}

const hasAge = spawnSync('age', ['--version']).status === 0;
const requestFile = `requests/${opened.scope.requestId}.json.age`;

test('what is exported names every request in its index, and nothing that anyone wrote', async () => {
	const content = await exportWith({ recipient: await recipientOf(await makeIdentity()) });
	const index = JSON.parse(Buffer.from(content['index.json'] ?? '').toString()) as { requests: { id: string }[] };
	const ids = [opened, unopened].map(({ scope }) => scope.requestId);
	expect(index.requests.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
	const all = Buffer.concat(Object.values(content)).toString('latin1');
	for (const said of ['besoin', 'Venez', 'Personne', 'plan.pdf', '%PDF']) expect(all).not.toContain(said);
});

describe.skipIf(!hasAge)(hasAge ? 'the ordinary age command' : 'the ordinary age command (not here: skipped)', () => {
	test('opens what was exported to a recipient', async () => {
		const identity = await makeIdentity();
		const to = unpack(await exportWith({ recipient: await recipientOf(identity) }), 'recipient');
		writeFileSync(join(to, 'identity.txt'), `${identity}\n`, { mode: 0o600 });
		const args = ['-d', '-i', join(to, 'identity.txt')];
		expectWhole(execFileSync('age', [...args, join(to, requestFile)], { encoding: 'utf8' }));
		const other = execFileSync('age', [...args, join(to, `requests/${unopened.scope.requestId}.json.age`)], {
			encoding: 'utf8',
		});
		expect(JSON.parse(other)).toMatchObject({ state: 'sent', entries: [{ text: 'Personne ne l’a ouvert.' }] });
		writeFileSync(join(to, 'other.txt'), `${await makeIdentity()}\n`, { mode: 0o600 });
		expect(spawnSync('age', ['-d', '-i', join(to, 'other.txt'), join(to, requestFile)]).status).not.toBe(0);
	});

	test('opens what was exported under a passphrase', { timeout: 60_000 }, async () => {
		const to = unpack(await exportWith({ passphrase: KNOWN_PASSPHRASE }), 'passphrase');
		const out = join(to, 'out.json');
		// The command asks for a passphrase on a terminal, and nowhere else.
		const command = `age -d -i ${join(to, 'identity.age')} -o ${out} ${join(to, requestFile)}`;
		const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
		terminal.stdout.on('data', (said: Buffer) => {
			if (said.toString().includes('passphrase')) terminal.stdin.write(`${KNOWN_PASSPHRASE}\n`);
		});
		const status = await new Promise((resolve) => terminal.on('exit', resolve));
		expect(status).toBe(0);
		expectWhole(execFileSync('cat', [out], { encoding: 'utf8' }));
	});
});
