import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

interface ReceivedMail {
	to: string[];
	/** Names in lower case. */
	headers: Map<string, string>;
	/** Decoded, by media type: `text/plain`, `text/html`. */
	parts: Map<string, string>;
	raw: string;
}

export interface MailServer extends AsyncDisposable {
	url: string;
	port: number;
	received: ReceivedMail[];
	/** Answers the next recipients so, as `550 No such user`; undefined receives again. */
	refusal: { code: number; words: string } | undefined;
	/** How long a letter takes. */
	delayMilliseconds: number;
	close(): Promise<void>;
}

/** A real mail server on loopback that keeps what it receives, and knows no password. Port 0: any free one. */
export async function aMailServer(port = 0): Promise<MailServer> {
	const server = new SMTPServer({
		disabledCommands: ['STARTTLS'],
		disableReverseLookup: true,
		authOptional: true,
		allowInsecureAuth: true,
		onAuth(_auth, _session, callback) {
			callback(Object.assign(new Error('No such password'), { responseCode: 535 }));
		},
		onRcptTo(_address, _session, callback) {
			const { refusal } = mails;
			callback(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
		},
		onData(stream, session, callback) {
			void keep(stream, session, callback);
		},
	});
	async function keep(stream: SMTPServerDataStream, session: SMTPServerSession, done: () => void): Promise<void> {
		const raw = await text(stream);
		await wait(mails.delayMilliseconds);
		mails.received.push({ ...readMail(raw), to: session.envelope.rcptTo.map(({ address }) => address) });
		done();
	}
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	// A server that listens on a port has an address with a port.
	const chosen = (server.server.address() as AddressInfo).port;
	const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
	const mails: MailServer = {
		url: `smtp://127.0.0.1:${chosen}`,
		port: chosen,
		received: [],
		refusal: undefined,
		delayMilliseconds: 0,
		close,
		[Symbol.asyncDispose]: close,
	};
	return mails;
}

function readMail(raw: string): Omit<ReceivedMail, 'to'> {
	const { headers, body } = readPart(raw);
	const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
	const pieces = boundary === undefined ? [raw] : body.split(`--${boundary}`).slice(1, -1);
	const parts = pieces.map((piece) => {
		const part = readPart(piece.replace(/^\r\n/, ''));
		const type = part.headers.get('content-type')?.split(';')[0] ?? '';
		return [type, decode(part.body, part.headers.get('content-transfer-encoding'))] as const;
	});
	return { headers, parts: new Map(parts), raw };
}

function readPart(raw: string): { headers: Map<string, string>; body: string } {
	const end = raw.indexOf('\r\n\r\n');
	const lines = raw
		.slice(0, end)
		.replaceAll(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = lines.map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
	});
	return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function decode(body: string, encoding: string | undefined): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replaceAll(/=\r\n/g, '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
