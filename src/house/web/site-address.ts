let site = 'http://localhost:3000';

/** At start: where the pages that mail leads to are found. Never taken from a request, whose sender may name any host. */
export function setSiteAddress(origin: string | undefined, port: string | undefined): void {
	site = new URL(origin ?? `http://localhost:${port || '3000'}`).origin;
}

/** The whole address of a page of ours, by its path. */
export function writeAddress(path: string): string {
	return new URL(path, site).href;
}

/** Whether this is the address of a page of ours. */
export function isOurAddress(address: string): boolean {
	return new URL(address).origin === site;
}
