import { execFile } from 'node:child_process';
import { platform } from 'node:process';
import { promisify } from 'node:util';
import { expect, test as vitest } from 'vitest';
import { z } from 'zod';
import { aFolder } from './import.builder.ts';
import { writeLargePackage } from './large-package.builder.ts';

const Measured = z.object({ entities: z.int(), errors: z.int(), peakMegabytes: z.number() });
const services = 2500;
const descriptionBytes = 15_000;

// Where the peak of a process can be read.
const test = vitest.runIf(platform === 'linux');

test('a package is read in a heap that its own rows would not fit into', { timeout: 120_000 }, async () => {
	using folder = aFolder();
	await writeLargePackage(folder.path, services, descriptionBytes);
	// The descriptions alone fill it; reading, with the compiler of these files, takes half of it.
	const heap = '--max-old-space-size=56';
	const { stdout } = await promisify(execFile)(process.execPath, [
		heap,
		'src/rooms/interchange/measure-reading.builder.ts',
		folder.path,
	]);
	const { entities, errors, peakMegabytes } = Measured.parse(JSON.parse(stdout));
	expect(entities).toBe(services + services / 20 + 51);
	expect(errors).toBe(0);
	expect(peakMegabytes).toBeLessThan(350);
});
