import { join } from 'node:path';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { forgetLoading, loadIfChanged, type Loading } from '#house/reference/load-if-changed.ts';
import { geographyFiles, listAreaCodes, readGeography } from '#house/reference/read-geography.ts';
import { ReferenceDataError } from '#house/reference/reference-data-error.ts';
import { hsdsEdition } from './hsds.ts';
import type { Network } from './private/network-entry.ts';
import { listDemonstrationFiles, readDemonstration } from './private/read-demonstration.ts';
import { networkFiles, readReferenceNetwork } from './private/read-reference-network.ts';
import { removeNetwork, writeNetwork } from './private/write-network.ts';
import { projectNetwork } from './project-network.server.ts';

export interface NetworkDirectories {
	referenceDirectory: string;
	/** Undefined: without the imaginary network; what was loaded of it is removed. */
	demonstrationDirectory: string | undefined;
}

/**
 * Loads the parties of the protocol and the demonstration network, as the owner of the tables; each only when its files changed.
 * An entry keeps its id over every loading. The areas must be loaded before.
 */
export async function loadNetwork(
	tx: Transaction<DB>,
	{ referenceDirectory, demonstrationDirectory }: NetworkDirectories,
): Promise<{ reference: Loading; demonstration: Loading | 'removed' }> {
	const paths = networkFiles.map((name) => join(referenceDirectory, name));
	const reference = await loadIfChanged(tx, { name: 'network', edition: 1, paths }, () =>
		write(tx, readReferenceNetwork(referenceDirectory), referenceDirectory),
	);
	const demonstration = { name: 'demonstration', edition: 1 };
	if (demonstrationDirectory === undefined) {
		await removeNetwork(tx, 'demonstration');
		await forgetLoading(tx, demonstration.name);
		await project(tx, referenceDirectory, paths);
		return { reference, demonstration: 'removed' };
	}
	const files = { ...demonstration, paths: listDemonstrationFiles(demonstrationDirectory) };
	const loading = await loadIfChanged(tx, files, () =>
		write(tx, readDemonstration(demonstrationDirectory), referenceDirectory),
	);
	await project(tx, referenceDirectory, [...paths, ...files.paths]);
	return { reference, demonstration: loading };
}

/** The open feed follows from all that was loaded, from the names of areas and from the words of the house. */
async function project(tx: Transaction<DB>, referenceDirectory: string, paths: string[]): Promise<void> {
	const geography = geographyFiles.map((name) => join(referenceDirectory, name));
	const words = languages.map((language) => join('src/rooms/directory/messages', `${language}.json`));
	const files = { name: 'hsds', edition: hsdsEdition, paths: [...paths, ...geography, ...words] };
	await loadIfChanged(tx, files, async () => void (await projectNetwork(tx)));
}

async function write(tx: Transaction<DB>, network: Network, referenceDirectory: string): Promise<void> {
	refuseUnknownAreas(network, listAreaCodes(readGeography(referenceDirectory)));
	await writeNetwork(tx, network);
}

function refuseUnknownAreas({ path, organisations, services }: Network, known: Set<string>): void {
	const named = [
		...organisations.map(({ id, area }) => ({ id, codes: area === null ? [] : [area] })),
		...services.map(({ id, covers }) => ({ id, codes: covers })),
	];
	for (const { id, codes } of named) {
		const unknown = codes.find((code) => !known.has(code));
		if (unknown === undefined) continue;
		throw new ReferenceDataError(
			path,
			`"${id}" names the area "${unknown}", which is neither in areas.csv nor in municipalities.csv.`,
		);
	}
}
