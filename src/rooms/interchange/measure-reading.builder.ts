/** Run by itself: reads a folder to its end and tells what that took. `node measure-reading.builder.ts <folder>` */
import { readFile } from 'node:fs/promises';
import { readImport } from './read-import.server.ts';

const [, , path = ''] = process.argv;
const start = performance.now();
const counts = { entities: 0, errors: 0, notices: 0 };
for await (const found of readImport(
	{ from: 'folder', path, name: 'p' },
	{ name: 'measure' },
	new AbortController().signal,
)) {
	if ('entity' in found) counts.entities += 1;
	else if ('problem' in found) counts[found.problem.severity === 'error' ? 'errors' : 'notices'] += 1;
}
// Of this process alone: what `resourceUsage` tells begins with the size of whoever started it.
const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1];
const peakMegabytes = Math.round(Number(kilobytes) / 1024);
process.stdout.write(JSON.stringify({ ...counts, peakMegabytes, seconds: (performance.now() - start) / 1000 }));
