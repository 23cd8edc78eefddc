import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { MergeProposal } from '../merge-proposal.ts';

const entry = (which: 'ceasing' | 'surviving') => {
	const [organisation, o] = [sql.ref(`p.${which}_organisation_id`), sql.ref(`${which}_organisation`)];
	return sql`jsonb_build_object('id', ${sql.ref(`p.${which}_id`)}, 'organisationId', ${organisation}, 'version', ${sql.ref(`p.${which}_version`)},
		'organisation', jsonb_build_object('fr', ${o}.name_fr, 'nl', coalesce(${o}.name_nl, ${o}.name_fr), 'de', coalesce(${o}.name_de, ${o}.name_fr),
			'en', coalesce(${o}.name_en, ${o}.name_fr)))`;
};
const names = (which: 'ceasing' | 'surviving') =>
	sql`coalesce((select jsonb_object_agg(t.language, t.name) from service_text t where t.service_id = ${sql.ref(`p.${which}_id`)}), '{}')`;

interface Wish {
	where: RawBuilder<boolean>;
	limit: number;
	offset: number;
}

/** What is or was proposed to the acting organisation or by it; what waits comes first, then the newest. */
export async function selectProposals(tx: Transaction<DB>, { where, limit, offset }: Wish): Promise<MergeProposal[]> {
	const { rows } = await sql<{ proposal: unknown }>`
		select jsonb_build_object('id', p.id, 'organisationId', p.organisation_id, 'otherOrganisationId', p.other_organisation_id,
			'ceasing', ${entry('ceasing')}, 'surviving', ${entry('surviving')}, 'message', p.message, 'proposedBy', p.proposed_by,
			'proposedOn', (p.proposed_at at time zone 'Europe/Brussels')::date, 'expiresOn', p.expires_on, 'state', p.state, 'reason', p.reason,
			'names', jsonb_build_object('ceasing', ${names('ceasing')}, 'surviving', ${names('surviving')})) as proposal
		from service_merge_proposal p
		join organisation ceasing_organisation on ceasing_organisation.id = p.ceasing_organisation_id
		join organisation surviving_organisation on surviving_organisation.id = p.surviving_organisation_id
		where ${where}
		order by p.state <> 'open', p.proposed_at desc, p.id
		limit ${limit} offset ${offset}`.execute(tx);
	return rows.map(({ proposal }) => MergeProposal.parse(proposal));
}
