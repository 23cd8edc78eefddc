import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { openPool } from '#house/database/pool.ts';

/** To whom is written, in turns, and how large what is sealed is. */
const Told = z.object({
	teams: z.array(z.object({ organisationId: z.string(), teamId: z.string(), serviceId: z.string() })).min(1),
	bytes: z.object({ intakeWrap: z.int(), requesterWrap: z.int(), message: z.int() }),
	day: z.string(),
	month: z.string(),
});

// The same two rows in one statement, by a role that no wall stops: no gate, no receipt, no outer layer, no count, no record of acts.
const text = `with sent as (
	insert into request (organisation_id, id, team_id, service_id, language, without_script, locator, salt, authentication_hash, person_key,
		epoch, intake_wrap, requester_wrap, retention_month, due_on)
	values ($1, $2, $3, $4, 'fr', false, $5, $6, $7, $8, 1, $9, $10, $11, $12))
insert into request_object (organisation_id, request_id, id, kind, by_team, sealed) values ($1, $2, $13, 'message', false, $14)`;

const pool = openPool(process.env.DATABASE_URL ?? '', { max: 10, applicationName: 'maillage bench limit' });
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
process.on('disconnect', () => process.exit(0));
process.once('message', (message) => {
	const { teams, bytes, day, month } = Told.parse(message);
	const [intakeWrap, requesterWrap, content] = [bytes.intakeWrap, bytes.requesterWrap, bytes.message].map((size) =>
		randomBytes(size),
	);
	let number = 0;
	async function write(request: IncomingMessage, response: ServerResponse): Promise<void> {
		// Read to its end, as whoever writes it down would.
		for await (const _ of request);
		const team = teams[number % teams.length];
		const [salt, authenticationHash, personKey] = [randomBytes(16), randomBytes(32), randomBytes(32)];
		const to = [team?.organisationId, randomUUID(), team?.teamId, team?.serviceId, writeLocator(number++)];
		const sealed = [salt, authenticationHash, personKey, intakeWrap, requesterWrap];
		const values: unknown[] = [...to, ...sealed, month, day, randomUUID(), content];
		await pool.query({ name: 'write', text, values });
		const body = JSON.stringify({ dueOn: day });
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
		response.end(body);
	}
	const server = createServer((request, response) => {
		if (request.method === 'GET') response.end();
		else write(request, response).catch(() => response.writeHead(500).end());
	});
	server.keepAliveTimeout = 65_000;
	server.listen(Number(process.env.PORT), '127.0.0.1');
});

/** Each number has its own; they begin with Z, as none of ours does. */
function writeLocator(number: number): string {
	return `Z${[20, 15, 10, 5, 0].map((bits) => alphabet[(number >> bits) & 31]).join('')}`;
}
