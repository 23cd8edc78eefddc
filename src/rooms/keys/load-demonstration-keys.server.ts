import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

export interface DemonstrationTeam {
	organisationId: string;
	teamId: string;
	people: readonly string[];
	/** Known to everybody: what it opens is imaginary. */
	passphrase: string;
}

interface Loaded {
	epoch: number;
	intakeRecipient: string;
}

/**
 * Keys for the team of the demonstration, which anyone opens with the same passphrase. What is there stays as it is. Undefined where nobody
 * works in it. As the owner of the tables.
 */
export async function loadDemonstrationKeys(tx: Transaction<DB>, wish: DemonstrationTeam): Promise<Loaded | undefined> {
	const before = await tx
		.selectFrom('team_key')
		.select(['epoch', 'intake_recipient as intakeRecipient'])
		.where('team_id', '=', wish.teamId)
		.where('state', '=', 'current')
		.executeTakeFirst();
	const [first] = wish.people;
	if (before !== undefined || first === undefined) return before;
	// What makes keys takes a tenth of a second to read: no start but the first needs it.
	const { makeDemonstrationKeys } = await import('./private/make-demonstration-keys.ts');
	return makeDemonstrationKeys(tx, wish, first);
}
