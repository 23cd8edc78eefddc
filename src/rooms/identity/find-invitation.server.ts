import { sql, type Kysely } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { hashToken } from './find-session.server.ts';
import { Invitation, readInvitationLink } from './invitation.ts';

/** What an invitation offers, to whoever holds its link. Undefined: the link is not whole, or a newer one took its place. */
export async function findInvitation(database: Kysely<DB>, link: string | null): Promise<Invitation | undefined> {
	const wanted = readInvitationLink(link);
	if (wanted === undefined) return undefined;
	const { rows } = await sql<{ found: unknown }>`
		select find_invitation(${wanted.id}, ${hashToken(wanted.secret)}) as found`.execute(database);
	const found = rows[0]?.found ?? undefined;
	return found === undefined ? undefined : Invitation.parse(found);
}
