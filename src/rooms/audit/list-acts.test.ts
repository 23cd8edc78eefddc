import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { ActFilter } from './act-filter.ts';
import type { AuditActor } from './actor.ts';
import { erasePerson } from './erase-person.server.ts';
import { exportActs } from './export-acts.server.ts';
import { listActs } from './list-acts.server.ts';
import { anAuditor } from './private/actors.ts';
import { recordAct, type ActRecord } from './record-act.server.ts';

const database = await aDatabase();

async function recorded(actor: AuditActor, ...records: ActRecord[]): Promise<void> {
	await actAs(database.app, actor, async (tx) => {
		for (const record of records) await recordAct(tx, actor, record);
	});
}

async function list(actor: AuditActor, filter: ActFilter = {}) {
	const page = await actAs(database.app, actor, (tx) => listActs(tx, actor, filter));
	if ('refused' in page) throw new Error(page.refused);
	return page;
}

async function readCsv(actor: AuditActor, filter: ActFilter = {}): Promise<string> {
	return actAs(database.app, actor, async (tx) => {
		const made = await exportActs(tx, actor, { filter, language: 'fr' });
		if ('refused' in made) throw new Error(made.refused);
		let text = '';
		for await (const piece of made.csv) text += piece;
		return text;
	});
}

test('an auditor reads the acts of the organisation, newest first, page by page', async () => {
	const auditor = anAuditor();
	await recorded(auditor, ...Array.from({ length: 120 }, () => ({ act: 'service.confirmed' as const })));
	await recorded(anAuditor(), { act: 'service.archived' });
	const numbers: number[] = [];
	for (let before: number | undefined = 121; before !== undefined;) {
		const page = await list(auditor, { before });
		numbers.push(...page.acts.map(({ number }) => number));
		before = page.next;
	}
	expect(numbers).toEqual(Array.from({ length: 120 }, (_, each) => 120 - each));
});

test('filters by act, person and day go together', async () => {
	const auditor = anAuditor();
	const other = { ...auditor, personId: crypto.randomUUID(), role: 'coordinator' as const };
	await recorded(auditor, { act: 'service.paused', object: 'service:1' });
	await recorded(other, { act: 'service.paused', object: 'service:2' }, { act: 'service.resumed' });
	const objects = async (filter: ActFilter) => (await list(auditor, filter)).acts.map(({ object }) => object);
	const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date());
	expect(await objects({ act: 'service.paused' })).toEqual(['service:2', 'service:1']);
	expect(await objects({ act: 'service.paused', person: other.personId })).toEqual(['service:2']);
	expect(await objects({ from: today, to: today, act: 'service.paused' })).toHaveLength(2);
	expect(await objects({ to: '2020-01-01' })).toEqual([]);
	expect(await objects({ from: '2100-01-01' })).toEqual([]);
});

test('the filter is read from an address, and what it cannot be is refused', () => {
	expect(ActFilter.parse({ from: '2026-01-01', before: '12' })).toEqual({ from: '2026-01-01', before: 12 });
	for (const wrong of [{ from: 'yesterday' }, { act: 'service.forged' }, { person: 'me' }, { before: '0' }]) {
		expect(ActFilter.safeParse(wrong).success).toBe(false);
	}
});

test('whoever is no auditor is refused, also the export', async () => {
	const actor = { ...anAuditor(), role: 'organisation_administrator' as const };
	await recorded(actor, { act: 'service.paused' });
	await actAs(database.app, actor, async (tx) => {
		expect(await listActs(tx, actor, {})).toEqual({ refused: 'not_auditor' });
		expect(await exportActs(tx, actor, { filter: {}, language: 'fr' })).toEqual({ refused: 'not_auditor' });
	});
	expect((await list({ ...actor, role: 'auditor' })).acts).toHaveLength(1);
});

test('an erased person is shown as erased, the act stays', async () => {
	const auditor = anAuditor();
	await recorded(auditor, { act: 'service.paused' });
	await database.owner.transaction().execute((tx) => erasePerson(tx, auditor));
	const { acts } = await list(auditor);
	expect(acts).toMatchObject([
		{ act: 'audit.person_erased', who: { role: 'system', person: undefined } },
		{ act: 'service.paused', who: undefined },
	]);
	expect(await readCsv(auditor)).toContain('"Service mis en pause";"service.paused";"";"Effacé";"";"";""');
});

test('the export is a spreadsheet without formulas, and is itself an act', async () => {
	const auditor = anAuditor();
	const records = Array.from({ length: 1001 }, () => ({ act: 'service.confirmed' as const }));
	await recorded(auditor, ...records, { act: 'person.invited', details: { '=name': '"x";y' } });
	const text = await readCsv(auditor);
	const [heading = '', first = '', ...rest] = text.split('\r\n');
	expect(heading).toBe('\uFEFF"Numéro";"Date";"Acte";"Code";"Objet";"Qui";"Personne";"Équipe";"Détails"');
	expect(first).toMatch(/^"1002";"2\d{3}-.*Z";"Personne invitée";"person.invited";"";"Auditeur ou auditrice";/);
	expect(first).toContain(`"${auditor.personId}";"";"'=name: ""x"";y"`);
	expect(rest).toHaveLength(1002);
	expect((await list(auditor)).acts[0]?.act).toBe('audit.exported');
});
