import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TemplateForm, TemplateRefusal } from './template.ts';
import type { TeamPlace } from './work-wishes.ts';

/** A new template, or another wording of one; of two who change it at once the second is refused. */
export async function keepTemplate(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & TemplateForm,
): Promise<{ templateId: string } | { refused: TemplateRefusal }> {
	const actor = findActor(person, wish, access.keepTemplate);
	if (actor === undefined) return { refused: 'unknown' };
	const { organisationId, teamId, id, version, language, title, words } = wish;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const set = { language, title, words };
		const row =
			id === ''
				? await tx
						.insertInto('request_template')
						.values({ organisation_id: organisationId, team_id: teamId, ...set })
						.returning('id')
						.executeTakeFirst()
				: await tx
						.updateTable('request_template')
						.set({ ...set, version: version + 1 })
						.where('organisation_id', '=', organisationId)
						.where('team_id', '=', teamId)
						.where('id', '=', id)
						.where('version', '=', version)
						.returning('id')
						.executeTakeFirst();
		if (row === undefined) return { refused: 'stale' };
		await recordAct(tx, actor, { act: 'request_template.kept', object: `request_template:${row.id}` });
		return { templateId: row.id };
	});
}
