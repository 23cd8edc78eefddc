import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listNamedTables, listTrespasses, readOwners } from './ownership.ts';

const migrations = globSync('migrations/*.sql').map((file) => readFileSync(file, 'utf8'));
const owners = readOwners(migrations);

test('only the room that owns a table names it', () => {
	const files = globSync(['src/rooms/**/*.{ts,svelte}', 'src/routes/**/*.{ts,svelte}', 'src/hooks*.ts'])
		.filter((path) => !path.endsWith('.test.ts'))
		.map((path) => ({ path, room: readRoom(path), source: readFileSync(path, 'utf8') }));
	expect(listTrespasses(files, owners)).toEqual([]);
});

/** Routes and the entrance own nothing. */
function readRoom(path: string): string {
	const [, place, room = ''] = path.split(/[/\\]/);
	return place === 'rooms' ? room : 'none';
}

test('the owners are those of the comments', () => {
	expect(owners.get('service')).toBe('directory');
	expect(owners.get('service_match')).toBe('orientation');
	expect(owners.get('outbox_mail')).toBe('house');
});

test.each([
	"db.selectFrom('service as s')",
	"db.selectFrom(['area', 'service as s'])",
	"tx.insertInto('service')",
	"tx.updateTable('service')",
	"tx.deleteFrom('service')",
	"query.innerJoin('service', 'service.id', 'x.id')",
	"query.leftJoin(\n\t'service as s', 's.id', 'x.id')",
	"update.from('service')",
	'sql`select 1 from service where true`',
	'sql<{ id: string }>`select 1 from area join maillage.service s on true`',
	'sql`delete from only service`',
	"reader.read({ name: 'ready', text: 'select from service limit 1', values: [] })",
	'const query = { text: `WITH chosen AS (${other}) select id from service` }',
	'const query = `select 1 from maillage.service`',
	'return `${start((x) => `${x}, `)}\nFROM chosen\nJOIN service s ON true`',
])('a table is recognised in: %s', (source) => {
	expect(listNamedTables(source, ['service'])).toEqual(['service']);
});

test('a room that names the table of another is told so', () => {
	const file = { path: 'src/rooms/meetings/plan.ts', room: 'meetings', source: "db.selectFrom('service')" };
	expect(listTrespasses([file], owners)).toEqual([
		'src/rooms/meetings/plan.ts names service, which belongs to directory',
	]);
});

test('a route owns no table', () => {
	const file = {
		path: 'src/routes/x/+server.ts',
		room: readRoom('src/routes/x/+server.ts'),
		source: "{ text: 'SELECT FROM service' }",
	};
	expect(listTrespasses([file], owners)).toEqual(['src/routes/x/+server.ts names service, which belongs to directory']);
});

test('a comment or a message with the word is no naming', () => {
	expect(listNamedTables("// from service to service\nconst text = 'from service';", ['service'])).toEqual([]);
});
