import { afterAll, inject } from 'vitest';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';
import { aVisitor, type Visitor } from './visitor.ts';

let opened: Database | undefined;

/** The database behind the pages, as the owner of its tables. */
export function behindThePages(): Database {
	opened ??= openOwner();
	return opened;
}

/**
 * Someone who works for a signatory, by its key in the reference data (`verviers`), already signed in. Imaginary, for real people would
 * end the demonstration of that signatory.
 */
export async function aStaffVisitor(
	{ of, ...as }: Omit<Parameters<typeof aColleague>[1], 'organisationId'> & { of: string },
	wishes: Parameters<typeof aVisitor>[0] = {},
): Promise<Visitor & { colleague: Colleague }> {
	const organisationId = await getReferenceOrganisation(behindThePages(), of);
	const colleague = await aColleague(behindThePages(), { imaginary: true, ...as, organisationId });
	const visitor = await aVisitor({ ...wishes, session: colleague.token });
	return Object.assign(visitor, { colleague });
}

function openOwner(): Database {
	const pool = openPool(inject('applicationDatabase'), {
		max: 2,
		applicationName: 'maillage-journeys',
		role: MIGRATOR,
	});
	const database = connectDatabase(pool);
	afterAll(async () => {
		await database.destroy();
		opened = undefined;
	});
	return database;
}
