import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes of an answer, unpacked: some servers compress whatever they are asked. */
export async function* inflateAnswer(response: IncomingMessage): AsyncGenerator<Buffer> {
	const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity';
	if (encoding !== 'identity' && encoding !== 'gzip') throw new Error(`content-encoding ${encoding}`);
	// What goes wrong is thrown where the bytes are read.
	const stream = encoding === 'gzip' ? pipeline(response, createGunzip(), () => undefined) : response;
	// A stream of bytes without an encoding.
	for await (const chunk of stream) yield chunk as Buffer;
}
