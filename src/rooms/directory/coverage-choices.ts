import type { Option } from './section-options.ts';

/** What can be ticked as covered. Who knows the country makes it: the page, by the doors of another room. */
export interface CoverageChoices {
	/** Communes and arrondissements of the record, and those just pasted. */
	named: Option[];
	/** The country, its regions, communities and provinces. */
	wide: Option[];
	/** What was pasted and is none or several, with the communes it may mean. */
	unclear: { typed: string; places: Option[] }[];
}
