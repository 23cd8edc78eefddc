import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { needs, type Need } from '#rooms/directory/service.ts';
import { countLocalAnswers } from './count-local-answers.server.ts';
import { getLineage, listCommunes, nameArea } from './find-places.server.ts';
import type { CommuneAnswers, GapFilter } from './gaps.ts';

export interface Gaps {
	/** Every commune of the area, with who answers there locally; in the alphabetical order of the language. */
	communes: CommuneAnswers[];
	/** When this was counted (ISO). */
	countedAt: string;
}

interface Wish {
	filter: Pick<GapFilter, 'audience' | 'tongue' | 'area' | 'need'>;
	language: Language;
	/** Imaginary services count in the demonstration alone. */
	withImaginary: boolean;
}

/**
 * Where somebody local answers which needs: a service that names the commune itself in its area, the central Réseau never. Read from what
 * was counted beforehand, whatever the number of services.
 */
export async function listGaps(
	database: Database,
	{ personId }: Pick<SignedIn, 'personId'>,
	{ filter, language, withImaginary }: Wish,
): Promise<Gaps> {
	const countedAt = await countLocalAnswers(database, { onlyIfOld: true });
	const { rows } = await actAs(database, { personId }, (tx) =>
		sql<{ nis: string; need: Need; services: number }>`
			select area_code as nis, need, sum(services)::int as services from local_answer
			where tongue = ${filter.tongue ?? ''} and audience = ${filter.audience ?? ''}
				and need = any (${filter.need === undefined ? [...needs] : [filter.need]}::text[]) and (${withImaginary} or not imaginary)
			group by area_code, need`.execute(tx),
	);
	const byCommune = Map.groupBy(rows, ({ nis }) => nis);
	const communes = listCommunesOf(filter.area, language).map((commune) => ({
		...commune,
		answers: new Map((byCommune.get(commune.nis) ?? []).map(({ need, services }) => [need, services])),
	}));
	return { communes, countedAt: countedAt.toISOString() };
}

function listCommunesOf(area: string | undefined, language: Language): Omit<CommuneAnswers, 'answers'>[] {
	const { compare } = new Intl.Collator(language);
	return listCommunes(language)
		.flatMap(({ name: province, communes }) =>
			communes.map(({ nis, name, arrondissement }) => ({ nis, name, province, arrondissement })),
		)
		.filter(({ nis }) => area === undefined || getLineage(nis).includes(area))
		.sort((a, b) => compare(a.name, b.name));
}

/** The provinces (with the region of Brussels) and their arrondissements, to choose from. */
export function listDistricts(language: Language): { code: string; name: string; within: string | undefined }[] {
	return listCommunes(language).flatMap(({ code, name, communes }) => {
		const codes = new Set(communes.flatMap(({ nis }) => getLineage(nis)[1] ?? []));
		const { compare } = new Intl.Collator(language);
		const districts = [...codes]
			.map((each) => ({ code: each, name: nameArea(each, language), within: name }))
			.sort((a, b) => compare(a.name, b.name));
		// Brussels is one arrondissement: once is enough.
		return [{ code, name, within: undefined }, ...(districts.length > 1 ? districts : [])];
	});
}
