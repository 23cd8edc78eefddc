import { setImmediate as letOthersAct } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { meanwhile } from '#house/database/meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import { listDocumentsOf } from './describe-offer.ts';
import type { HsdsDocument } from './document.ts';
import type { PublishedService, Territory } from './published.ts';
import { readAreas, readCommunes, readServices, type Found } from './read-published.ts';

/** Some services with the documents of those among them that are published. */
export interface Described {
	ids: string[];
	services: { service: PublishedService; documents: HsdsDocument[] }[];
}

interface Steps {
	territory: Territory;
	/** The next ids; none at the end. */
	next(): Promise<string[]>;
	/** Those among them that are published. */
	read?: typeof readServices;
	write(described: Described): Promise<void>;
}

/** The areas; communes are added as postal codes occur. */
export async function openTerritory(tx: Transaction<DB>): Promise<Territory> {
	return { areas: await readAreas(tx), communes: new Map() };
}

/** So many are described before what the database answered meanwhile is looked at. */
const describedAtOnce = 20;

/** Describes services some at a time and has them written; while the database writes some, the next ones are described. */
export async function describeEach(
	tx: Transaction<DB>,
	{ territory, next, read = readServices, write }: Steps,
): Promise<void> {
	async function describeNext(): Promise<Described> {
		const ids = await next();
		const found = ids.length === 0 ? [] : await read(tx, ids);
		const unknown = found.filter(({ postalCode }) => !territory.communes.has(postalCode ?? ''));
		for (const [code, commune] of await readCommunes(tx, unknown)) territory.communes.set(code, commune);
		return { ids, services: await describe(found, territory) };
	}
	let described = await describeNext();
	while (described.ids.length > 0) [, described] = await meanwhile(write(described), describeNext());
}

async function describe(found: Found[], territory: Territory): Promise<Described['services']> {
	const described: Described['services'] = [];
	for (const [index, { open }] of found.entries()) {
		if (index % describedAtOnce === 0) await letOthersAct();
		const service = open();
		described.push({ service, documents: listDocumentsOf(service, territory) });
	}
	return described;
}
