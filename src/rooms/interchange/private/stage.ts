import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { listMissing } from '#rooms/directory/missing-for-publishing.ts';
import { readHsdsService, type UnderstoodService, type Understanding } from '#rooms/directory/service-of-hsds.ts';
import { weighServices, type Weighed } from '#rooms/directory/weigh-services.server.ts';
import type { ImportedEntity, ImportProblem } from '../imported.ts';
import type { Run } from '../import-run.ts';
import { insertItems, insertProblems, type StagedItem } from './insert-staged.ts';
import { countOne, takeFresh, type Tally } from './tally.ts';

/** A service as it was read, and as it is understood. */
interface ReadService {
	entity: ImportedEntity;
	understood: UnderstoodService;
	content: string;
	fingerprint: string;
}

/** What was read and is not kept yet. */
export interface Batch {
	services: ReadService[];
	/** What came along with services. */
	along: ImportedEntity[];
	problems: ImportProblem[];
	doneBytes: number;
	totalBytes: number | undefined;
}

/** How a run is read, and what it has come to. */
export interface Reading {
	run: Run;
	understanding: Understanding;
	tally: Tally;
}

/** Of what was given and of how it is understood: the same again changes nothing. */
export function fingerprintOf(
	content: string,
	{ language, coverageByPostalCode }: Pick<Run, 'language' | 'coverageByPostalCode'>,
): string {
	return createHash('sha256').update(`${content}\n${language} ${coverageByPostalCode}`).digest('hex');
}

/** Adds to a batch what was read, each thing once. */
export function addToBatch(batch: Batch, entity: ImportedEntity, { run, understanding, tally }: Reading): void {
	if (!takeFresh(entity, tally, batch.problems)) return;
	if (entity.kind !== 'service') {
		batch.along.push(entity);
		return;
	}
	const content = JSON.stringify(entity.object);
	const understood = readHsdsService(entity.object, understanding);
	batch.services.push({ entity, understood, content, fingerprint: fingerprintOf(content, run) });
}

/** A batch with what taking it in would do. */
export interface WeighedBatch extends Batch {
	weighed: Map<string, Weighed>;
}

/** Compares a batch with what the directory has. */
export async function weighBatch(
	tx: Transaction<DB>,
	{ run, organisationId }: Pick<Reading, 'run'> & { organisationId: string },
	batch: Batch,
): Promise<WeighedBatch> {
	const source = { organisationId, sourceId: run.sourceId, imaginary: run.imaginary };
	const toWeigh = batch.services.map(({ entity, understood: { record }, fingerprint }) => ({
		id: entity.object.id,
		fingerprint,
		record,
	}));
	return { ...batch, weighed: await weighServices(tx, source, toWeigh) };
}

/** Keeps a batch. */
export async function stageBatch(
	tx: Transaction<DB>,
	{ run, tally, organisationId }: Pick<Reading, 'run' | 'tally'> & { organisationId: string },
	{ services, along, problems: told, weighed }: WeighedBatch,
): Promise<void> {
	const problems = [...told];
	const items = services.flatMap((service) => {
		problems.push(...listUnread(service));
		const found = weighed.get(service.entity.object.id.toLowerCase());
		return toItem(service, found, { tally, problems });
	});
	const context = along.map((entity) => toContext(entity, tally));
	const own = { organisationId, runId: run.id };
	await insertItems(tx, own, { items: [...items, ...context], tally });
	await insertProblems(tx, own, { problems, tally });
}

interface Found {
	tally: Tally;
	problems: ImportProblem[];
}

function toItem(
	{ entity, understood: { record }, content }: ReadService,
	weighed: Weighed | undefined,
	{ tally, problems }: Found,
): StagedItem[] {
	const { kind, object, place } = entity;
	const { standing, duplicateId } = weighed ?? { standing: 'new' as const, duplicateId: null };
	const { name } = record.texts[record.mainLanguage];
	if (standing === 'theirs') {
		problems.push({ severity: 'error', code: 'taken_elsewhere', values: { id: object.id, name }, place });
		return [];
	}
	const missing = listMissing(record);
	countOne(tally, 'services', standing);
	if (duplicateId !== null) countOne(tally, 'duplicates');
	if (missing.length > 0 && standing !== 'unchanged') countOne(tally, 'incomplete');
	return [{ kind, id: object.id, standing, name, missing, duplicate_id: duplicateId, content }];
}

function toContext({ kind, object }: ImportedEntity, tally: Tally): StagedItem {
	if (kind !== 'service_at_location' && kind !== 'service') countOne(tally, kind);
	const name = typeof object.name === 'string' ? object.name : '';
	const content = JSON.stringify(object);
	return { kind, id: object.id, standing: 'context', name, missing: [], duplicate_id: null, content };
}

function listUnread({ entity: { place }, understood: { unread } }: ReadService): ImportProblem[] {
	const { schedules, areas } = unread;
	const notice = (code: string, values: ImportProblem['values']): ImportProblem => ({
		severity: 'notice',
		code,
		values,
		place,
	});
	return [
		...(schedules > 0 ? [notice('hours_kept_as_given', { count: schedules })] : []),
		...areas.slice(0, 3).map((area) => notice('area_unknown', { area: area.slice(0, 200) })),
	];
}
