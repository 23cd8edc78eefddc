import { randomBytes } from 'node:crypto';
import type { Database } from '../database/kysely.ts';

// Read once by each process: a secret never changes.
const known = new WeakMap<Database, Map<string, Promise<Buffer>>>();

/**
 * 32 bytes that all processes on one database have in common, drawn when they are first asked for. For what a form carries and for what must
 * look alike everywhere; never for what people write.
 */
export function getServerSecret(database: Database, name: string): Promise<Buffer> {
	const secrets = known.get(database) ?? new Map<string, Promise<Buffer>>();
	known.set(database, secrets);
	const asked = secrets.get(name) ?? readSecret(database, name);
	secrets.set(name, asked);
	// What failed is asked again.
	asked.catch(() => secrets.delete(name));
	return asked;
}

async function readSecret(database: Database, name: string): Promise<Buffer> {
	await database
		.insertInto('server_secret')
		.values({ name, secret: randomBytes(32) })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const { secret } = await database
		.selectFrom('server_secret')
		.select('secret')
		.where('name', '=', name)
		.executeTakeFirstOrThrow();
	return secret;
}
