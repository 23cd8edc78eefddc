import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface IssuerWish {
	/** Where it sends people back. */
	redirectUri: string;
	/** How far its clock is ahead of ours. */
	clockAheadSeconds?: number;
	/** Told of everybody, in the claim `groups`; none: the claim is not there. */
	groups?: string[];
	/** 0: any free one. */
	port?: number;
	/** What somebody between it and us does to its ID tokens: names another person in them, or signs them with a key of their own. */
	tampering?: 'none' | 'subject' | 'key';
}

export interface RunningIssuer extends AsyncDisposable {
	url: string;
	clientId: string;
	clientSecret: string;
	close(): Promise<void>;
}

/** A real OpenID provider on loopback. It tells nobody's address, and asks for PKCE. */
export async function anIssuer(wish: IssuerWish): Promise<RunningIssuer> {
	const workerData: Required<IssuerWish> = {
		clockAheadSeconds: 0,
		groups: [],
		port: 0,
		tampering: 'none',
		...wish,
	};
	// What it has to say about being no production setup is known.
	const worker = new Worker(new URL('./issuer-worker.ts', import.meta.url), { workerData, stdout: true, stderr: true });
	const [url]: unknown[] = await once(worker, 'message');
	if (typeof url !== 'string') throw new Error('the issuer tells no address');
	const close = async () => {
		await worker.terminate();
	};
	return { url, clientId: 'maillage', clientSecret: 'un-secret-de-test', close, [Symbol.asyncDispose]: close };
}

/** Goes through the pages of the issuer as a browser would, says who one is, and returns the address to which it sends one back. */
export async function showAtIssuer(href: string, who: string, redirectUri: string): Promise<URL> {
	const jar = new Map<string, string>();
	let next = new URL(href);
	for (let hop = 0; hop < 10; hop++) {
		if (next.href.startsWith(redirectUri)) return next;
		if (next.pathname.startsWith('/interaction/')) next.search = who;
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
		for (const line of answer.headers.getSetCookie()) {
			const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
			jar.set(name, value);
		}
		const location = answer.headers.get('location');
		if (location === null) throw new Error(`the issuer answered ${answer.status}: ${await answer.text()}`);
		next = new URL(location, next);
	}
	throw new Error('the issuer sends from page to page');
}
