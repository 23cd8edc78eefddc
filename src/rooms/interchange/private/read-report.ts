import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Essential } from '#rooms/directory/missing-for-publishing.ts';
import type { Run } from '../import-run.ts';
import type { ReportList, ReportQuestion } from '../report-question.ts';

const rowsPerPage = 25;

export interface ReportedProblem {
	code: string;
	values: Record<string, string | number>;
	file: string;
	line: number | null;
	place: string | null;
}

interface ReportedService {
	id: string;
	name: string;
	missing: Essential[];
	duplicateId: string | null;
}

/** One page of one list of a report. */
export interface Report {
	list: ReportList | undefined;
	page: number;
	hasMore: boolean;
	problems: ReportedProblem[];
	services: ReportedService[];
}

export async function readReport(tx: Transaction<DB>, run: Run, { list, page }: ReportQuestion): Promise<Report> {
	// What has to be put right comes first, unless something else is asked for.
	const chosen = list ?? ((run.counts.errors ?? 0) > 0 ? 'errors' : undefined);
	const part = { limit: rowsPerPage + 1, offset: (page - 1) * rowsPerPage };
	const isProblem = chosen === 'errors' || chosen === 'notices';
	const problems = isProblem ? await listProblems(tx, { runId: run.id, list: chosen }, part) : [];
	const services =
		chosen === undefined || isProblem ? [] : await listServices(tx, { runId: run.id, list: chosen }, part);
	return {
		list: chosen,
		page,
		hasMore: Math.max(problems.length, services.length) > rowsPerPage,
		problems: problems.slice(0, rowsPerPage),
		services: services.slice(0, rowsPerPage),
	};
}

interface Part {
	limit: number;
	offset: number;
}

async function listProblems(
	tx: Transaction<DB>,
	{ runId, list }: { runId: string; list: 'errors' | 'notices' },
	{ limit, offset }: Part,
): Promise<ReportedProblem[]> {
	const severity = list === 'errors' ? 'error' : 'notice';
	// Numbered from one without a gap: a page begins where it says.
	const { rows } = await sql<ReportedProblem>`select code, values, file, line, place from import_problem
		where run_id = ${runId}::uuid and severity = ${severity} and number > ${offset} order by number limit ${limit}`.execute(
		tx,
	);
	return rows;
}

async function listServices(
	tx: Transaction<DB>,
	{ runId, list }: { runId: string; list: Exclude<ReportList, 'errors' | 'notices'> },
	{ limit, offset }: Part,
): Promise<ReportedService[]> {
	const where =
		list === 'duplicates'
			? sql`duplicate_id is not null`
			: list === 'incomplete'
				? sql`missing <> '{}' and standing <> 'unchanged'`
				: sql`standing = ${list}`;
	const { rows } = await sql<ReportedService>`select id, name, missing, duplicate_id as "duplicateId" from import_item
		where run_id = ${runId}::uuid and ${where} order by number limit ${limit} offset ${offset}`.execute(tx);
	return rows;
}
