import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { openPool } from '#house/database/pool.ts';

/** The queries to be answered, by their number: `GET /0`, `GET /1` … */
const Told = z.object({ name: z.string(), text: z.string(), values: z.array(z.array(z.unknown())) });

// What Node, the driver and PostgreSQL can do at best: no routing, no parsing of a request, no page.
const pool = openPool(process.env.DATABASE_PUBLIC_URL ?? '', {
	planOnce: true,
	max: 10,
	applicationName: 'maillage bench limit',
});
process.on('disconnect', () => process.exit(0));
process.once('message', (message) => {
	const { name, text, values } = Told.parse(message);
	async function answer(number: number, response: ServerResponse): Promise<void> {
		const { rows } = await pool.query({ name, text, values: values[number] ?? [] });
		const body = JSON.stringify(rows);
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
		response.end(body);
	}
	const server = createServer((request, response) => {
		answer(Number(request.url?.slice(1)), response).catch(() => response.writeHead(500).end());
	});
	server.keepAliveTimeout = 65_000;
	server.listen(Number(process.env.PORT), '127.0.0.1');
});
