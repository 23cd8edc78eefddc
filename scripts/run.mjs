// Runs a script of this project: `node scripts/run.mjs scripts/start.ts`. Any Node from 18 on can read this file;
// it sees to it that what is installed is what package-lock.json says, and runs the script with the Node pinned there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCache, memoryBounds } from './launcher/node-settings.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installedFile = join(root, 'node_modules', '.maillage-installed');

/** @param {string} sentence @returns {never} */
function fail(sentence) {
	process.stderr.write(`${sentence}\n`);
	process.exit(1);
}

function install() {
	const hash = createHash('sha256');
	for (const name of ['package-lock.json', 'package.json']) hash.update(readFileSync(join(root, name)));
	const wanted = hash.digest('hex');
	if (existsSync(installedFile) && readFileSync(installedFile, 'utf8') === wanted) return;
	const began = Date.now();
	process.stdout.write('Installing what package-lock.json lists (npm ci); the first time takes about a minute …\n');
	// Under `npm start` npm says where it is itself; otherwise it is found on the PATH.
	const npm = process.env.npm_execpath;
	const viaNode = npm !== undefined && /\.[cm]?js$/.test(npm);
	const [program, first] = viaNode ? [process.execPath, [npm]] : ['npm', []];
	const result = spawnSync(program, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
		encoding: 'utf8',
		shell: !viaNode && process.platform === 'win32',
	});
	if (result.status !== 0) {
		if (process.env.DEBUG === '1') process.stderr.write(result.stderr ?? '');
		const lines = (result.stderr ?? '').split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
		const told = lines.find((line) => line !== '' && !line.startsWith('code ') && !line.startsWith('npm warn'));
		const reason = result.error?.message ?? told ?? `exit code ${result.status}`;
		fail(
			`The packages could not be installed (${reason}): check the network and the disk, then run the same command again.`,
		);
	}
	writeFileSync(installedFile, wanted);
	process.stdout.write(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`);
}

/** @returns {string} */
function findNode() {
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(root, 'node_modules', name);
	const pinned = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	return fail(
		`Maillage needs Node 24 or later; this is ${process.version}, and there is no package of Node 24 for ${name.slice(5)}: install Node 24 and run the same command again.`,
	);
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail('Say which script to run: node scripts/run.mjs scripts/start.ts');
try {
	install();
} catch (error) {
	fail(
		`The packages could not be installed (${error instanceof Error ? error.message : error}): correct that, then run the same command again.`,
	);
}
// The child stops by itself when this channel closes, that is also when this process is killed.
const bounds = ['scripts/start.ts', 'scripts/import.ts'].includes(script) ? memoryBounds : [];
const child = spawn(findNode(), [...bounds, join(root, script), ...args], {
	cwd: root,
	stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	env: { ...compileCache, ...process.env },
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
	process.on(signal, () => child.kill(signal));
child.on('error', (error) =>
	fail(`Node could not be started (${error.message}): delete node_modules and run the same command again.`),
);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
