import type { HsdsObject } from '../../hsds.ts';
import { partId } from '../../part-id.ts';
import type { PublishedOrganisation } from './published.ts';

const descriptions: Record<PublishedOrganisation['kind'], string> = {
	community: 'Communauté de Belgique, autorité publique.',
	region: 'Région de Belgique, autorité publique.',
	province: 'Province de Belgique, autorité publique.',
	municipality: 'Commune de Belgique, autorité publique.',
	other: 'Organisation qui offre des services dans le réseau de prévention.',
};

/** An organisation as HSDS has it, without its services: the form that stands inside a service. */
export function describeOrganization(organisation: PublishedOrganisation): HsdsObject {
	const { id, kind, areaCode, enterpriseNumber, imaginary, names } = organisation;
	return {
		id,
		name: names.fr,
		description: descriptions[kind],
		organization_identifiers: enterpriseNumber === null ? undefined : [describeNumber(id, enterpriseNumber)],
		x_be_kind: kind,
		x_be_names: names,
		x_be_nis: isNis(areaCode) ? [areaCode] : undefined,
		x_be_imaginary: imaginary || undefined,
	};
}

function describeNumber(organisation: string, identifier: string): HsdsObject {
	return {
		id: partId(organisation, 'identifier', identifier),
		identifier_scheme: 'BE-KBO',
		identifier_type: 'Enterprise number (KBO/BCE)',
		identifier,
	};
}

/** A code of Statbel's register of areas; communities have none. */
export function isNis(code: string | null): code is string {
	return code !== null && /^[0-9]{5}$/.test(code);
}
