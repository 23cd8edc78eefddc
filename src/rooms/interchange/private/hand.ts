import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';

/** Who works on a run, each step in a transaction of its own. */
export interface Hand {
	organisationId: string;
	/** Null: the operator, who acts for no organisation, as the owner of the tables. */
	personId: string | null;
	act<Result>(work: (tx: Transaction<DB>) => Promise<Result>): Promise<Result>;
}

export interface WorkingFor {
	organisationId: string;
	personId: string | null;
	role?: 'organisation_administrator' | 'coordinator';
}

/** @param database as the application, or for the operator as the owner of the tables */
export function openHand(
	database: Database,
	{ organisationId, personId, role = 'organisation_administrator' }: WorkingFor,
): Hand {
	const actor = personId === null ? {} : { organisationId, personId, role };
	return { organisationId, personId, act: (work) => actAs(database, actor, work) };
}
