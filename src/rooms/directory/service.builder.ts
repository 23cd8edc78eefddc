import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { Audience, Need, NetworkRole } from './service.ts';

type State = 'draft' | 'in_review' | 'published' | 'paused' | 'archived';
type Plan = {
	name: string;
	audiences: Audience[];
	needs: Need[];
	languages: string[];
	covers: string[];
	networkRole: NetworkRole | undefined;
};

/** A service for tests, said as one would: `aService('Accueil').answering('relative', 'listen').covering('63079').published(owner)`. */
export function aService(name: string) {
	return build({ name, audiences: [], needs: [], languages: ['fr'], covers: [], networkRole: undefined });
}

function build(plan: Plan) {
	return {
		answering: (audience: Audience, need: Need) =>
			build({ ...plan, audiences: [...plan.audiences, audience], needs: [...plan.needs, need] }),
		covering: (...covers: string[]) => build({ ...plan, covers }),
		speaking: (...languages: string[]) => build({ ...plan, languages }),
		ofTheReseau: (networkRole: NetworkRole) => build({ ...plan, networkRole }),
		published: (owner: Database) => insert(owner, plan, 'published'),
		in: (state: State) => ({ saved: (owner: Database) => insert(owner, plan, state) }),
	};
}

/** Inserts the service with its texts and coverage and returns its id. */
async function insert(owner: Database, plan: Plan, state: State): Promise<string> {
	return owner.transaction().execute(async (tx) => {
		const organisation = await tx
			.insertInto('organisation')
			.values({
				origin: 'partner',
				origin_key: crypto.randomUUID(),
				kind: 'other',
				name_fr: `Organisation de ${plan.name}`,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const service = await tx
			.insertInto('service')
			.values({
				organisation_id: organisation.id,
				origin_key: plan.name,
				audiences: plan.audiences,
				needs: plan.needs,
				languages: plan.languages,
				network_role: plan.networkRole ?? null,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisation.id, service_id: service.id, published: false };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', name: plan.name })
			.execute();
		if (plan.covers.length > 0) {
			await tx
				.insertInto('service_coverage')
				.values(plan.covers.map((area_code) => ({ ...key, area_code })))
				.execute();
		}
		await sql`update service set state = ${state} where id = ${service.id}`.execute(tx);
		return service.id;
	});
}

/** The organisation a service belongs to, for tests. */
export async function getOwnerOfService(owner: Database, serviceId: string): Promise<string> {
	const { organisation_id } = await owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', serviceId)
		.executeTakeFirstOrThrow();
	return organisation_id;
}
