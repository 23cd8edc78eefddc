import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findInvitation } from './find-invitation.server.ts';
import type { AcceptRefusal } from './invitation.ts';
import { unlessAmongReal } from './private/broken-rule.ts';
import { endSessions } from './private/end-sessions.ts';
import { explainClosed, holdOpenInvitation, useInvitation } from './private/use-invitation.ts';
import type { Role } from './roles.ts';
import type { SignedIn } from './signed-in.ts';

type Accepted = { organisationId: string; role: Role };

/**
 * Someone who is signed in adds the role to their account, whichever address the mail went to: the link proves that they read it.
 * The demonstration and real work never mix.
 */
export async function acceptAsColleague(
	database: Database,
	person: SignedIn,
	link: string,
): Promise<Accepted | { refused: AcceptRefusal }> {
	const invitation = await findInvitation(database, link);
	if (invitation?.state !== 'open') return { refused: explainClosed(invitation) };
	if (invitation.imaginary !== person.imaginary) return { refused: 'other_world' };
	const { organisationId, role } = invitation;
	const { personId, sessionId } = person;
	const accepting = actAs(database, { organisationId, personId, role }, async (tx) => {
		if (!(await holdOpenInvitation(tx, link))) return undefined;
		await endSessions(tx, personId, { except: sessionId });
		if (!(await useInvitation(tx, invitation, personId))) return { refused: 'has_role' as const };
		return { organisationId, role };
	});
	return (await unlessAmongReal(accepting)) ?? { refused: explainClosed(await findInvitation(database, link)) };
}
