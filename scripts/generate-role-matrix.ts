// Writes docs/roles.md from every room's access.ts: which role may call which verb. --verify only says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { listDoors, type Door, type DoorRule } from '#house/testing/list-doors.ts';
import { roles, type Role } from '#rooms/identity/roles.ts';

const FILE = 'docs/roles.md';
const heads: Record<Role, string> = {
	organisation_administrator: 'administrator',
	coordinator: 'coordinator',
	professional: 'professional',
	contributor: 'contributor',
	committee_member: 'committee',
	secretariat: 'secretariat',
	auditor: 'auditor',
	operator: 'operator',
};

const { doors, strayRules } = await listDoors();
const missing = doors.filter(({ rule }) => rule === undefined).map(({ room, verb }) => `${room}: ${verb}`);
for (const door of missing) console.error(`${door} has no rule in its room's access.ts.`);
for (const rule of strayRules) console.error(`${rule} has a rule in access.ts, but no file of that name.`);
const text = await format(writeMatrix(), { parser: 'markdown', useTabs: true, printWidth: 120 });
const isCurrent = existsSync(FILE) && readFileSync(FILE, 'utf8') === text;
if (!process.argv.includes('--verify')) writeFileSync(FILE, text);
else if (!isCurrent) console.error(`${FILE} is out of date: run node scripts/generate-role-matrix.ts.`);
const isWell = missing.length + strayRules.length === 0 && (isCurrent || !process.argv.includes('--verify'));
process.exitCode = isWell ? 0 : 1;

function writeMatrix(): string {
	const rooms = Map.groupBy(doors, ({ room }) => room);
	return [
		'# Who may do what',
		'Generated from the `access.ts` of every room by `node scripts/generate-role-matrix.ts`; `npm run check` refuses a matrix that is out of date.',
		'A role counts in the organisation it is held in, and nowhere else. Coordinators and professionals act only in a session with two factors. Which role an administrator or the secretariat may give stands in `src/rooms/identity/giving.ts`. “system” is Maillage itself: a job, the start, an operator’s command, or a step inside another verb.',
		...[...rooms].flatMap(([room, own]) => [`## ${room}`, writeTable(own)]),
	].join('\n\n');
}

function writeTable(own: Door[]): string {
	const open = own.filter(({ rule }) => typeof rule === 'string');
	const held = own.filter(({ rule }) => typeof rule === 'object');
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const header = ['verb', ...roles.map((role) => heads[role])];
	const table = [
		line(header),
		line(header.map(() => '---')),
		...held.map(({ verb, rule }) => line([`\`${verb}\``, ...roles.map((role) => (allows(rule, role) ? 'yes' : ''))])),
	].join('\n');
	const sentences = (['anyone', 'signed_in', 'system'] as const).flatMap((rule) => {
		const verbs = open.filter((door) => door.rule === rule).map(({ verb }) => `\`${verb}\``);
		return verbs.length === 0 ? [] : [`${rule.replace('_', ' ')}: ${verbs.join(', ')}`];
	});
	return [...(held.length === 0 ? [] : [table]), ...sentences].join('\n\n');
}

function allows(rule: DoorRule | undefined, role: Role): boolean {
	return typeof rule === 'object' && rule.includes(role);
}
