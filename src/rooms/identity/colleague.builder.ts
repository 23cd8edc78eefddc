import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { beginSession } from './begin-session.server.ts';
import { findSession } from './find-session.server.ts';
import { isTeamRole, type Role } from './roles.ts';
import type { SignedIn } from './signed-in.ts';

export interface Colleague {
	organisationId: string;
	teamId: string | null;
	/** For the cookie. */
	token: string;
	signedIn: SignedIn;
}

interface Wish {
	organisationId: string;
	role: Role;
	/** A team that exists; else one is opened where the role needs it. */
	teamId?: string;
	name?: string;
	language?: Language;
	factors?: 1 | 2;
	/** Of the demonstration. */
	imaginary?: boolean;
}

/** Someone with a role who has signed in, for tests: `aColleague(owner, { organisationId, role: 'professional' })`. */
export async function aColleague(owner: Database, wish: Wish): Promise<Colleague> {
	const { organisationId, role, name = 'Camille Exemple', language = 'fr', factors = 2, imaginary = false } = wish;
	const { teamId, token } = await owner.transaction().execute(async (tx) => {
		const person = await tx
			.insertInto('staff_member')
			.values({ name, language, imaginary, email: `${randomUUID()}@essai.example` })
			.returning('id')
			.executeTakeFirstOrThrow();
		const team = wish.teamId ?? (isTeamRole(role) ? await openTeam(tx, organisationId) : null);
		await tx
			.insertInto('role_grant')
			.values({ organisation_id: organisationId, person_id: person.id, role, team_id: team })
			.execute();
		const method = factors === 2 ? 'passkey' : 'code';
		return { teamId: team, token: await beginSession(tx, { personId: person.id, method, factors }) };
	});
	const signedIn = await findSession(owner, token, { withImaginary: true });
	if (signedIn === undefined) throw new Error('the session just begun is not found');
	return { organisationId, teamId, token, signedIn };
}

async function openTeam(tx: Transaction<DB>, organisationId: string): Promise<string> {
	const team = await tx
		.insertInto('team')
		.values({ organisation_id: organisationId, name: `Équipe ${randomUUID().slice(0, 8)}` })
		.returning('id')
		.executeTakeFirstOrThrow();
	return team.id;
}
