import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { Run } from './import-run.ts';
import { columnsOfRun } from './private/read-run.ts';

const runsPerPage = 25;

export interface ImportsPage {
	runs: Run[];
	hasMore: boolean;
	/** Whether this person may begin one here. */
	mayImport: boolean;
}

/** The imports of an organisation, the latest first. */
export async function listImports(
	database: Database,
	person: SignedIn,
	{ organisationId, page }: { organisationId: string; page: number },
): Promise<ImportsPage | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listImports);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const { rows } = await sql`select ${columnsOfRun} from import_run r
			join import_source s on s.organisation_id = r.organisation_id and s.id = r.source_id
			where r.organisation_id = ${organisationId}::uuid
			order by r.begun_at desc, r.id limit ${runsPerPage + 1} offset ${(page - 1) * runsPerPage}`.execute(tx);
		const runs = rows.slice(0, runsPerPage).map((row) => Run.parse(row));
		const mayImport = findActor(person, { organisationId }, access.beginImport) !== undefined;
		return { runs, hasMore: rows.length > runsPerPage, mayImport };
	});
}
