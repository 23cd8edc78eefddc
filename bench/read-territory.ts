import type { Database } from '#house/database/kysely.ts';

export interface Area {
	code: string;
	kind: string;
}

export interface Territory {
	/** The areas in each region; the community counts with Wallonia and with Brussels. */
	byRegion: Map<string, Area[]>;
	communes: string[];
}

const regions = ['02000', '03000', '04000'];

/** Belgium as the database has it. */
export async function readTerritory(admin: Database): Promise<Territory> {
	const areas = await admin.selectFrom('area').select(['code', 'kind', 'lineage']).orderBy('code').execute();
	const isIn = (region: string, { code, lineage }: { code: string; lineage: string[] }) =>
		lineage.includes(region) || (code === 'fwb' && region !== '02000');
	return {
		byRegion: new Map(regions.map((region) => [region, areas.filter((area) => isIn(region, area))])),
		communes: areas.filter(({ kind }) => kind === 'commune').map(({ code }) => code),
	};
}
