import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { mayReadAudit } from './access.ts';
import type { ActFilter, ListedAct } from './act-filter.ts';
import type { AuditActor } from './actor.ts';
import { describeAct, describeRole } from './describe-act.ts';
import { selectActs } from './private/select-acts.ts';
import { writeCsvRow } from '#house/web/write-csv.ts';
import { recordAct } from './record-act.server.ts';

const ROWS_AT_ONCE = 1000;
/** By this a spreadsheet knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The filtered record as CSV, piece by piece, newest first. Taking it away is an act. The transaction stays open until the last piece. */
export async function exportActs(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ filter, language }: { filter: ActFilter; language: Language },
): Promise<{ csv: AsyncGenerator<string> } | { refused: 'not_auditor' }> {
	if (!mayReadAudit([actor.role])) return { refused: 'not_auditor' };
	const number = await recordAct(tx, actor, { act: 'audit.exported' });
	const before = Math.min(filter.before ?? number, number);
	return { csv: writeCsv(tx, actor.organisationId, { filter: { ...filter, before }, language }) };
}

async function* writeCsv(
	tx: Transaction<DB>,
	organisationId: string,
	{ filter, language }: { filter: ActFilter; language: Language },
): AsyncGenerator<string> {
	const t = texts(language).audit;
	const columns = [t.column_number, t.column_at, t.column_act, t.column_code, t.column_object];
	yield BYTE_ORDER_MARK + writeCsvRow([...columns, t.column_role, t.column_person, t.column_team, t.column_details]);
	let before = filter.before;
	for (;;) {
		const acts = await selectActs(tx, organisationId, { filter: { ...filter, before }, limit: ROWS_AT_ONCE });
		if (acts.length > 0) yield acts.map((act) => writeRow(act, language)).join('');
		if (acts.length < ROWS_AT_ONCE) return;
		before = acts.at(-1)?.number;
	}
}

function writeRow({ number, at, act, object = '', who }: ListedAct, language: Language): string {
	const entry = [String(number), at, describeAct(act, language), act, object];
	if (who === undefined) return writeCsvRow([...entry, texts(language).audit.erased, '', '', '']);
	const details = Object.entries(who.details).map(([name, value]) => `${name}: ${value}`);
	return writeCsvRow([
		...entry,
		describeRole(who.role, language),
		who.person ?? '',
		who.team ?? '',
		details.join(', '),
	]);
}
