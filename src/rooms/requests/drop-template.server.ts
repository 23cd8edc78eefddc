import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TemplateRefusal } from './template.ts';
import type { TeamPlace } from './work-wishes.ts';

export async function dropTemplate(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { templateId: string },
): Promise<{ templateId: string } | { refused: TemplateRefusal }> {
	const actor = findActor(person, wish, access.dropTemplate);
	if (actor === undefined) return { refused: 'unknown' };
	const { organisationId, teamId, templateId } = wish;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const { numDeletedRows } = await tx
			.deleteFrom('request_template')
			.where('organisation_id', '=', organisationId)
			.where('team_id', '=', teamId)
			.where('id', '=', templateId)
			.executeTakeFirst();
		if (numDeletedRows === 0n) return { refused: 'unknown' };
		await recordAct(tx, actor, { act: 'request_template.dropped', object: `request_template:${templateId}` });
		return { templateId };
	});
}
