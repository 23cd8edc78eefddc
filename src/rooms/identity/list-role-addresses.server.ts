import type { Transaction } from 'kysely';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import { languages, type Language } from '#house/language/language.ts';
import type { Role } from './roles.ts';

/** Where to write to those who hold this role in an organisation, or in one team of it, now; each in their language. For mail, and never shown. */
export function listRoleAddresses(
	tx: Transaction<DB>,
	{ organisationId, role, teamId }: { organisationId: string; role: Role; teamId?: string },
): Promise<{ email: string; language: Language }[]> {
	return actMeanwhileFor(tx, organisationId, async () => {
		const holders = tx
			.selectFrom('role_grant as g')
			.innerJoin('staff_member as p', 'p.id', 'g.person_id')
			.select(['p.email', 'p.language'])
			.distinct()
			.where('g.organisation_id', '=', organisationId)
			.where('g.role', '=', role)
			.where('g.withdrawn_at', 'is', null)
			.orderBy('p.email');
		const rows = await (teamId === undefined ? holders : holders.where('g.team_id', '=', teamId)).execute();
		return rows.flatMap(({ email, language }) =>
			email === null ? [] : [{ email, language: languages.find((each) => each === language) ?? 'fr' }],
		);
	});
}
