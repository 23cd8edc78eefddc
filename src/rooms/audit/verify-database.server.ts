import { sql, type Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Finding } from './finding.ts';
import type { Head } from './merkle.ts';
import { readChain, readOrganisations } from './private/read-chain.ts';
import { readRoots } from './private/read-roots.ts';
import { followChain } from './verify-chain.ts';
import { verifyRoot } from './verify-root.ts';

export interface MailedRoot {
	day: string;
	root: string;
}

/** How much was looked at, for the last sentence of a verification. */
export interface Extent {
	chains: number;
	entries: number;
	erased: number;
	roots: number;
}

/**
 * Looks at every chain and every stored root, in one snapshot, as the owner of the tables, who sees all organisations.
 * Tells each finding as it is found; memory does not grow with the record.
 */
export async function verifyDatabase(
	owner: Database,
	tell: (finding: Finding) => void,
	mailed?: MailedRoot,
): Promise<Extent> {
	const extent: Extent = { chains: 0, entries: 0, erased: 0, roots: 0 };
	const transaction = owner.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
	await transaction.execute(async (tx) => {
		for await (const organisation of readOrganisations(tx)) {
			const { entries, erased } = await verifyStoredChain(tx, organisation, tell);
			extent.chains += 1;
			extent.entries += entries;
			extent.erased += erased;
		}
		extent.roots = await verifyStoredRoots(tx, tell, mailed);
	});
	return extent;
}

async function verifyStoredChain(
	tx: Transaction<DB>,
	organisation: string,
	tell: (finding: Finding) => void,
): Promise<{ entries: number; erased: number }> {
	const follower = followChain(organisation);
	for await (const batch of readChain(tx, organisation)) {
		for (const entry of batch) follower.take(entry).forEach(tell);
	}
	follower.end().forEach(tell);
	return follower.counts();
}

async function verifyStoredRoots(
	tx: Transaction<DB>,
	tell: (finding: Finding) => void,
	mailed: MailedRoot | undefined,
): Promise<number> {
	let count = 0;
	let sawMailed = false;
	// What one root says of a chain, all later ones would repeat.
	const told = new Set<string>();
	for await (const root of readRoots(tx)) {
		count += 1;
		const isMailed = root.day === mailed?.day;
		sawMailed ||= isMailed;
		verifyRoot(root, isMailed ? mailed?.root : undefined).forEach(tell);
		for (const { organisation, number, kept } of await listUnsealed(tx, root.heads)) {
			if (told.has(organisation)) continue;
			told.add(organisation);
			tell({ organisation, number, fault: kept ? 'not_sealed' : 'missing', day: root.day });
		}
	}
	if (mailed !== undefined && !sawMailed) tell({ day: mailed.day, fault: 'root_missing' });
	return count;
}

/** The heads whose entry is not there, or is another one. Together with the chain's own links this covers all before them. */
async function listUnsealed(
	tx: Transaction<DB>,
	heads: Head[],
): Promise<{ organisation: string; number: number; kept: boolean }[]> {
	const { rows } = await sql<{ organisation: string; number: number; kept: boolean }>`
		select h.organisation, h.number, e.hash is not null as kept
		from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as h (organisation text, number integer, hash text)
		left join audit_entry e on e.organisation_id::text = h.organisation and e.number = h.number
		where encode(e.hash, 'hex') is distinct from h.hash order by h.organisation`.execute(tx);
	return rows;
}
