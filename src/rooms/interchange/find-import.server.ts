import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { Run } from './import-run.ts';
import { readReport, type Report } from './private/read-report.ts';
import { readRun } from './private/read-run.ts';
import type { OwnRun } from './private/work-on-run.ts';
import type { ReportQuestion } from './report-question.ts';

export interface FoundImport {
	run: Run;
	/** Who took it in and who published it, where they are still known. */
	by: string | null;
	publishedBy: string | null;
	report: Report;
	mayImport: boolean;
	mayPublish: boolean;
}

/** An import with one page of what its report lists. */
export async function findImport(
	database: Database,
	person: SignedIn,
	{ question, ...own }: OwnRun & { question: ReportQuestion },
): Promise<FoundImport | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId: own.organisationId }, access.findImport);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const run = await readRun(tx, own);
		if (run === undefined) return { refused: 'unknown' };
		const names = await nameColleagues(tx, [run.personId, run.publishedBy]);
		const place = { organisationId: own.organisationId };
		const isSecond = run.personId !== null && run.personId !== person.personId;
		return {
			run,
			by: names.get(run.personId ?? '') ?? null,
			publishedBy: names.get(run.publishedBy ?? '') ?? null,
			report: await readReport(tx, run, question),
			mayImport: findActor(person, place, access.takeInImport) !== undefined,
			mayPublish: isSecond && findActor(person, place, access.publishImport) !== undefined,
		};
	});
}
