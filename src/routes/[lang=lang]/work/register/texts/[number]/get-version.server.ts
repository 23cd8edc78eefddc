import { error, type RequestEvent } from '@sveltejs/kit';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import type { ProtocolVersion } from '#rooms/protocol/protocol-text.ts';

/** The version of the address. */
export async function getVersion({ locals }: RequestEvent, number: string): Promise<ProtocolVersion> {
	const versions = await listVersions(locals.reader);
	return versions.find((version) => String(version.number) === number) ?? error(404, 'unknown_version');
}
