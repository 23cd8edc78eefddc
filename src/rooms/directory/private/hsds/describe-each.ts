import { setImmediate as letOthersAct } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { meanwhile } from '#house/database/meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import { listDocumentsOf } from './describe-offer.ts';
import type { HsdsDocument } from './document.ts';
import type { PublishedService, Territory } from './published.ts';
import { readAreas, readCommunes, readServices } from './read-published.ts';

/** Some services with the documents of those among them that are published. */
export interface Described {
	ids: string[];
	services: { service: PublishedService; documents: HsdsDocument[] }[];
}

interface Steps {
	/** The next ids; none at the end. */
	next(): Promise<string[]>;
	/** Those among them that are published. */
	read?: typeof readServices;
	write(described: Described): Promise<void>;
}

/** So many are described before what the database answered meanwhile is looked at. */
const describedAtOnce = 20;

/** Describes services some at a time and has them written; while the database writes some, the next ones are described. */
export async function describeEach(
	tx: Transaction<DB>,
	{ next, read = readServices, write }: Steps,
): Promise<void> {
	const areas = await readAreas(tx);
	async function readNext(): Promise<Read> {
		const ids = await next();
		const services = ids.length === 0 ? [] : await read(tx, ids);
		return { ids, services, territory: { areas, communes: await readCommunes(tx, services) } };
	}
	let described = await describe(await readNext());
	while (described.ids.length > 0) {
		const following = readNext().then(describe);
		[, described] = await meanwhile(write(described), following);
	}
}

interface Read {
	ids: string[];
	services: PublishedService[];
	territory: Territory;
}

async function describe({ ids, services, territory }: Read): Promise<Described> {
	const described: Described['services'] = [];
	for (const [index, service] of services.entries()) {
		if (index % describedAtOnce === 0) await letOthersAct();
		described.push({ service, documents: listDocumentsOf(service, territory) });
	}
	return { ids, services: described };
}
