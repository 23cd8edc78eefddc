import { hsdsPath, hsdsProfile, hsdsVersion } from './hsds.ts';

export const dataLicence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } as const;

/** Whose feed this is. `origin` is the public address of the site. */
export interface Publisher {
	origin: string;
	email: string | undefined;
	/** Whether imaginary services are among the real ones. */
	hasDemonstration: boolean;
}

/** The answer to GET /: what this is, and where it is described. */
export function describeHsds({ origin, email, hasDemonstration }: Publisher): object {
	const base = origin + hsdsPath;
	return {
		version: hsdsVersion,
		profile: `${base}/profile`,
		openapi_url: `${base}/openapi.json`,
		description: `${hsdsSummary}${hasDemonstration ? ` ${demonstration}` : ''}`,
		publisher: { name: 'Maillage', url: origin, ...(email === undefined ? {} : { email }) },
		license: dataLicence,
		x_be_profile: hsdsProfile,
		x_be_documentation: {
			fr: `${origin}/fr/api`,
			nl: `${origin}/nl/api`,
			de: `${origin}/de/api`,
			en: `${origin}/en/api`,
		},
	};
}

/** In one sentence. */
export const hsdsSummary =
	'Services of the network for the prevention of violent radicalisation in French-speaking Belgium, for people who ask for help: who they are for, where, and how to reach them.';
const demonstration =
	'This site shows a demonstration: whatever carries x_be_imaginary does not exist, and its telephone numbers belong to nobody.';
