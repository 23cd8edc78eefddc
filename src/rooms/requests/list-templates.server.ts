import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { languages } from '#house/language/language.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { Template } from './template.ts';
import type { TeamPlace } from './work-wishes.ts';

/** A team's templates, by language and title. */
export async function listTemplates(
	database: Database,
	person: SignedIn,
	wish: TeamPlace,
): Promise<{ templates: Template[] } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.listTemplates);
	if (actor === undefined) return { refused: 'unknown' };
	const rows = await actAs(database, { ...actor, teamId: wish.teamId }, (tx) =>
		tx
			.selectFrom('request_template')
			.select(['id', 'language', 'title', 'words', 'version'])
			.where('organisation_id', '=', wish.organisationId)
			.where('team_id', '=', wish.teamId)
			.orderBy('language')
			.orderBy(({ fn }) => fn<string>('lower', ['title']))
			.execute(),
	);
	const templates = rows.map((row) => ({
		...row,
		language: languages.find((language) => language === row.language) ?? 'fr',
	}));
	return { templates };
}
