import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { error } from '@sveltejs/kit';
import { largestBodyBytes } from './body-limit.ts';
import type { Typed } from './parse-form.ts';

const longestField = 2000;

interface Received {
	/** What was typed beside the file. */
	typed: Typed;
	/** What its owner calls it; undefined where none was chosen. */
	name: string | undefined;
	bytes: number;
	tooLarge: boolean;
}

/**
 * Writes the one file of a form to the disk while it comes in, without ever holding it. The folder of `path` is made for it, and removed when
 * there is nothing to keep. A body that is no such form is answered as an address that cannot be understood.
 */
export async function receiveFile(request: Request, path: string): Promise<Received> {
	const received: Received = { typed: {}, name: undefined, bytes: 0, tooLarge: false };
	const type = request.headers.get('content-type') ?? '';
	if (request.body === null || !type.startsWith('multipart/form-data')) error(400);
	if (Number(request.headers.get('content-length') ?? Infinity) > largestBodyBytes)
		return { ...received, tooLarge: true };
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	const writing: Promise<void>[] = [];
	try {
		const parser = openParser(type);
		parser.on('field', (name, value) => (received.typed[name] = value));
		parser.on('file', (_field, stream, name) => {
			// A browser sends an empty file where none was chosen.
			if (name === '' || received.name !== undefined) return void stream.resume();
			received.name = basename(name.replaceAll('\\', '/')).slice(0, 200);
			writing.push(writeFile(stream, path, received));
		});
		// The type that the web framework gives is the browser's; it is the one of Node.
		await pipeline(Readable.fromWeb(request.body as ReadableStream), parser);
		await Promise.all(writing);
	} catch {
		await Promise.allSettled(writing);
		await rm(dirname(path), { recursive: true, force: true });
		error(400);
	}
	if (received.name === undefined || received.tooLarge) await rm(dirname(path), { recursive: true, force: true });
	return received;
}

function openParser(type: string) {
	const limits = { files: 1, fileSize: largestBodyBytes, fields: 20, fieldSize: longestField, headerPairs: 20 };
	return new Busboy({ headers: { 'content-type': type }, limits });
}

async function writeFile(stream: BusboyFileStream, path: string, received: Received): Promise<void> {
	stream.on('limit', () => (received.tooLarge = true));
	stream.on('data', (chunk: Buffer) => (received.bytes += chunk.length));
	await pipeline(stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
}
