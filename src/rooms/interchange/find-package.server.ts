import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicReader } from '#house/database/public-reader.ts';
import type { HsdsState } from '#rooms/directory/find-hsds-state.server.ts';
import { hsdsEdition } from '#rooms/directory/hsds.ts';
import { writePackage } from './write-package.server.ts';

/** Raised when the same documents come out as another package. */
export const packageEdition = 1;

export interface PackageFile {
	path: string;
	bytes: number;
}

let last: Promise<unknown> = Promise.resolve();

/** The package of a state of the feed, in the folder of exports: the one that is there, else one that is written now. */
export async function findPackage(
	reader: PublicReader,
	state: HsdsState | undefined,
	folder: string,
): Promise<PackageFile> {
	const path = join(folder, `hsds-${hsdsEdition}-${packageEdition}-${state?.version ?? 0}.zip`);
	const there = await measure(path);
	if (there !== undefined) return { path, bytes: there };
	// One after the other, however many ask; who waited for the same finds it.
	const turn = last.catch(() => undefined).then(() => writeIfMissing(reader, path, folder));
	last = turn;
	return { path, bytes: await turn };
}

async function writeIfMissing(reader: PublicReader, path: string, folder: string): Promise<number> {
	const there = await measure(path);
	if (there !== undefined) return there;
	await write(reader, path, folder);
	return (await stat(path)).size;
}

/** Beside, then at its place at once: whoever reads meanwhile has the old one or the new one, whole. */
async function write(reader: PublicReader, path: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const draft = `${path}.${process.pid}.new`;
	try {
		await writePackage(reader, draft);
		await rename(draft, path);
	} finally {
		await rm(draft, { force: true });
	}
	const others = (await readdir(folder)).filter((name) => /^hsds-.*[.]zip$/.test(name) && join(folder, name) !== path);
	await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}

async function measure(path: string): Promise<number | undefined> {
	return stat(path).then(
		({ size }) => size,
		() => undefined,
	);
}
