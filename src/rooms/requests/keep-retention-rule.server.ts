import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { RetentionForm } from './intake-settings.ts';

/** How long an organisation keeps requests, and why. For what is closed or used from now on; what is closed already keeps its month. */
export async function keepRetentionRule(
	database: Database,
	person: SignedIn,
	wish: RetentionForm & { organisationId: string },
): Promise<{ kept: true } | { refused: 'unknown' }> {
	const { organisationId } = wish;
	const actor = findActor(person, { organisationId }, access.keepRetentionRule);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const set = {
			months_after_closing: wish.monthsAfterClosing,
			months_unused: wish.monthsUnused,
			legal_fr: wish.legal_fr || null,
			legal_nl: wish.legal_nl || null,
			legal_de: wish.legal_de || null,
			legal_en: wish.legal_en || null,
			set_by: actor.personId,
			set_at: new Date(),
		};
		await tx
			.insertInto('retention_rule')
			.values({ organisation_id: organisationId, ...set })
			.onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(set))
			.execute();
		const details = { after_closing: String(wish.monthsAfterClosing), unused: String(wish.monthsUnused) };
		await recordAct(tx, actor, { act: 'retention_rule.kept', object: `organisation:${organisationId}`, details });
		return { kept: true };
	});
}
