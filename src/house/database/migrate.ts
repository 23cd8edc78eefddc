import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { OperatorProblem } from './operator-problem.ts';
import { MIGRATOR } from './prepare-roles.ts';
import type { DB } from './schema.ts';

interface MigrationFile {
	name: string;
	text: string;
	sha256: string;
}

const SCHEMA = 'maillage';
const MIGRATION_LOCK = 4_205_111_502;

/** Runs what is pending as the owner of the tables, all in one transaction. Returns the names of the files that ran. */
export async function migrate(admin: Kysely<DB>, directory: string): Promise<string[]> {
	const files = await readMigrations(directory);
	return admin.connection().execute(async (connection) => {
		try {
			return await connection.transaction().execute((tx) => migrateInTransaction(tx, files));
		} finally {
			// The runner takes a lock of the session, which it cannot give back from a transaction that failed.
			await sql`select pg_advisory_unlock_all()`.execute(connection).catch(() => undefined);
		}
	});
}

async function migrateInTransaction(tx: Transaction<DB>, files: MigrationFile[]): Promise<string[]> {
	await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
	await sql`set local role ${sql.id(MIGRATOR)}`.execute(tx);
	await sql`create schema if not exists ${sql.id(SCHEMA)}`.execute(tx);
	await sql`set local search_path = ${sql.id(SCHEMA)}`.execute(tx);
	await sql`create table if not exists migration_file (name text primary key, sha256 text not null)`.execute(tx);
	const landed = await listLanded(tx);
	refuseChanged(files, landed);
	// The runner looks through the whole catalogue before it finds that there is nothing to do.
	return landed.length === files.length ? [] : runPending(tx, files);
}

async function runPending(tx: Transaction<DB>, files: MigrationFile[]): Promise<string[]> {
	const failures: OperatorProblem[] = [];
	const migrations = files.map((file) => [file.name, toMigration(file, failures)] as const);
	const migrator = new Migrator({
		db: tx,
		provider: { getMigrations: () => Promise.resolve(Object.fromEntries(migrations)) },
		migrationTableSchema: SCHEMA,
	});
	const { error, results } = await migrator.migrateToLatest();
	// The runner's own error comes after ours: that the transaction is already lost.
	const reason: unknown = failures[0] ?? error;
	if (reason !== undefined) throw reason;
	return (results ?? []).map(({ migrationName }) => migrationName);
}

function toMigration({ name, text, sha256 }: MigrationFile, failures: OperatorProblem[]): Migration {
	return {
		async up(db) {
			try {
				// Without parameters the driver sends the file whole, as a single simple query of many statements.
				await db.executeQuery(CompiledQuery.raw(text));
				await sql`insert into migration_file (name, sha256) values (${name}, ${sha256})`.execute(db);
			} catch (error) {
				failures.push(explainFailure(name, error));
				throw error;
			}
		},
	};
}

async function readMigrations(directory: string): Promise<MigrationFile[]> {
	const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).toSorted();
	return Promise.all(
		names.map(async (name) => {
			const text = await readFile(join(directory, name), 'utf8');
			// A checkout with other line endings is still the same file.
			const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
			return { name, text, sha256 };
		}),
	);
}

async function listLanded(tx: Transaction<DB>): Promise<{ name: string; sha256: string }[]> {
	const { rows } = await sql<{
		name: string;
		sha256: string;
	}>`select name, sha256 from migration_file order by name`.execute(tx);
	return rows;
}

function refuseChanged(files: MigrationFile[], landed: { name: string; sha256: string }[]): void {
	for (const { name, sha256 } of landed) {
		const file = files.find((candidate) => candidate.name === name);
		if (file === undefined) {
			throw new OperatorProblem(
				`The database was migrated by a newer Maillage (${name} is not among the migrations of this version): start that version again, or restore a backup made before it.`,
			);
		}
		if (file.sha256 !== sha256) {
			throw new OperatorProblem(
				`The migration ${name} was changed after it ran on this database: put the file back as it was, and write the change as a new migration.`,
			);
		}
	}
	const last = landed.at(-1)?.name ?? '';
	const late = files.find(({ name }) => name < last && !landed.some((row) => row.name === name));
	if (late === undefined) return;
	throw new OperatorProblem(
		`The migration ${late.name} is older than ${last}, which already ran on this database: give it a later date in its name.`,
	);
}

function explainFailure(name: string, error: unknown): OperatorProblem {
	const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
	return new OperatorProblem(
		`The migration ${name} failed (${reason}): the database is as before; correct the file or go back to the version that ran.`,
		{ cause: error },
	);
}
