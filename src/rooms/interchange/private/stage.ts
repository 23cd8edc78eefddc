import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { listMissing } from '#rooms/directory/missing-for-publishing.ts';
import { readHsdsService, type Understanding } from '#rooms/directory/service-of-hsds.ts';
import { weighServices } from '#rooms/directory/weigh-services.server.ts';
import type { ImportedEntity, ImportProblem } from '../imported.ts';
import type { Counts, Run } from '../import-run.ts';

/** What was read and is not kept yet. */
export interface Batch {
	entities: ImportedEntity[];
	problems: ImportProblem[];
	doneBytes: number;
	totalBytes: number | undefined;
}

/** What one run has come to while it is read. */
export interface Tally {
	counts: Required<Pick<Counts, 'errors' | 'notices'>> & Counts;
	items: number;
	/** Ids of services in the order they came. */
	services: Set<string>;
	along: Set<string>;
}

/** More are counted, not kept: nobody reads them. */
const mostProblems = 5000;

export function fingerprintOf(content: string, { language, coverageByPostalCode }: Pick<Run, 'language' | 'coverageByPostalCode'>): string {
	return createHash('sha256').update(`${content}\n${language} ${coverageByPostalCode}`).digest('hex');
}

/** Keeps a batch with what taking it in would do. */
export async function stageBatch(
	tx: Transaction<DB>,
	{ run, organisationId, understanding }: { run: Run; organisationId: string; understanding: Understanding },
	{ batch, tally }: { batch: Batch; tally: Tally },
): Promise<void> {
	const problems = [...batch.problems];
	const fresh = batch.entities.filter((entity) => isFresh(entity, tally, problems));
	const services = fresh.filter(({ kind }) => kind === 'service').map((entity) => {
		const understood = readHsdsService(entity.object, understanding);
		const content = JSON.stringify(entity.object);
		problems.push(...listUnread(entity, understood.unread));
		return { entity, understood, content, fingerprint: fingerprintOf(content, run) };
	});
	const weighed = await weighServices(
		tx,
		{ organisationId, sourceId: run.sourceId },
		services.map(({ entity, understood: { record }, fingerprint }) => {
			const { town, phone, url } = record;
			return { id: entity.object.id, fingerprint, name: record.texts[record.mainLanguage].name, town, phone, url };
		}),
	);
	const items = services.flatMap(({ entity, understood: { record }, content }) => {
		const { standing, duplicateId } = weighed.get(entity.object.id.toLowerCase()) ?? { standing: 'new', duplicateId: null };
		const name = record.texts[record.mainLanguage].name;
		if (standing === 'theirs') {
			problems.push({ severity: 'error', code: 'taken_elsewhere', values: { id: entity.object.id, name }, place: entity.place });
			return [];
		}
		const missing = listMissing(record);
		count(tally, 'services', standing, ...(duplicateId === null ? [] : ['duplicates' as const]), ...(missing.length > 0 && standing !== 'unchanged' ? ['incomplete' as const] : []));
		return [{ kind: entity.kind, id: entity.object.id, standing, name, missing, duplicate_id: duplicateId, content }];
	});
	const along = fresh.filter(({ kind }) => kind !== 'service').map(({ kind, object }) => {
		if (kind !== 'service_at_location' && kind !== 'service') count(tally, kind);
		const nothing = { standing: 'context', missing: [], duplicate_id: null };
		return { kind, id: object.id, name: typeof object.name === 'string' ? object.name : '', content: JSON.stringify(object), ...nothing };
	});
	await insertItems(tx, { organisationId, runId: run.id }, { items: [...items, ...along], tally });
	await insertProblems(tx, { organisationId, runId: run.id }, { problems, tally });
}

function count(tally: Tally, ...names: (keyof Counts)[]): void {
	for (const name of names) tally.counts[name] = (tally.counts[name] ?? 0) + 1;
}

/** Each id once; a place without its service is of no service. */
function isFresh({ kind, object, place }: ImportedEntity, tally: Tally, problems: ImportProblem[]): boolean {
	const id = object.id.toLowerCase();
	if (kind === 'service_at_location') {
		problems.push({ severity: 'notice', code: 'place_alone', values: { id }, place });
		return false;
	}
	const seen = kind === 'service' ? tally.services : tally.along;
	const key = kind === 'service' ? id : `${kind} ${id}`;
	if (!seen.has(key)) {
		seen.add(key);
		return true;
	}
	if (kind === 'service') problems.push({ severity: 'error', code: 'same_id', values: { id }, place });
	return false;
}

function listUnread({ place }: ImportedEntity, { schedules, areas }: { schedules: number; areas: string[] }): ImportProblem[] {
	const notice = (code: string, values: ImportProblem['values']): ImportProblem => ({ severity: 'notice', code, values, place });
	return [
		...(schedules > 0 ? [notice('hours_kept_as_given', { count: schedules })] : []),
		...areas.slice(0, 3).map((area) => notice('area_unknown', { area: area.slice(0, 200) })),
	];
}

interface Where {
	organisationId: string;
	runId: string;
}

export async function insertItems(
	tx: Transaction<DB>,
	{ organisationId, runId }: Where,
	{ items, tally }: { items: object[]; tally: Tally },
): Promise<void> {
	if (items.length === 0) return;
	const rows = items.map((item, index) => ({ ...item, number: tally.items + index + 1 }));
	tally.items += items.length;
	await sql`insert into import_item (organisation_id, run_id, number, kind, id, standing, name, missing, duplicate_id, content)
		select ${organisationId}::uuid, ${runId}::uuid, number, kind, id, standing, name, missing, duplicate_id, content
		from json_to_recordset(${JSON.stringify(rows)}::json) as w (number integer, kind text, id uuid, standing text, name text, missing text[],
			duplicate_id uuid, content text)`.execute(tx);
}

async function insertProblems(
	tx: Transaction<DB>,
	{ organisationId, runId }: Where,
	{ problems, tally }: { problems: ImportProblem[]; tally: Tally },
): Promise<void> {
	const rows = problems.flatMap(({ severity, code, values, place }) => {
		const which = severity === 'error' ? 'errors' : 'notices';
		tally.counts[which] += 1;
		if (tally.counts[which] > mostProblems) return [];
		const { file, line, column } = place;
		return [{ number: tally.counts[which], severity, code, values, file, line, place: column === undefined ? undefined : String(column) }];
	});
	if (rows.length === 0) return;
	await sql`insert into import_problem (organisation_id, run_id, number, severity, code, values, file, line, place)
		select ${organisationId}::uuid, ${runId}::uuid, number, severity, code, values, file, line, place
		from json_to_recordset(${JSON.stringify(rows)}::json) as w (number integer, severity text, code text, values jsonb, file text, line integer, place text)`.execute(
		tx,
	);
}
