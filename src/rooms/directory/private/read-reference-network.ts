import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '#house/reference/read-json.ts';
import { ReferenceDataError } from '#house/reference/reference-data-error.ts';
import { Audiences, Filled, Hours, Modes, Names, Needs, Texts } from './network-entry.ts';
import type { Network, OrganisationEntry, ServiceEntry } from './network-entry.ts';

export const networkFiles = ['network.json', 'network-services.json', 'helplines.json'] as const;

const Party = z.object({
	id: Filled,
	name: Names,
	kind: z.enum(['community', 'region', 'municipality']),
	nis: z.string().optional(),
	covers: z.object({ community: z.string().optional(), region: z.string().optional() }).optional(),
	services: z.array(z.object({ id: Filled, name: Names })),
});
type Party = z.output<typeof Party>;

const NetworkFile = z.object({ parties: z.array(Party) });

/** What the public announcements say of a service, sorted under the words of this house; empty lists where they say nothing. */
const Statement = z.strictObject({
	networkRole: z.enum(['individual_support', 'professional_support']).nullable(),
	audiences: Audiences,
	needs: Needs,
	modes: Modes,
	free: z.boolean().nullable(),
	anonymous: z.boolean().nullable().default(null),
	/** The line of helplines.json by which the service is reached. */
	helpline: Filled.nullable(),
	hours: Hours,
	text: Texts.refine((text) => text.fr !== undefined, 'has no French'),
});

type Statement = z.output<typeof Statement>;

const Helpline = z.object({
	id: Filled,
	phone: z.string().nullable(),
	email: z.string().optional(),
	url: z.string().optional(),
});

/** Regions by the names of network.json; a community goes by its own code. */
const regions: Record<string, string> = { brussels: '04000', wallonia: '03000', flanders: '02000' };

/** The parties of the protocol and their services, as publicly announced. */
export function readReferenceNetwork(directory: string): Network {
	const network = readJson(join(directory, 'network.json'), NetworkFile);
	const statements = readJson(join(directory, 'network-services.json'), z.record(z.string(), Statement));
	const helplines = readJson(join(directory, 'helplines.json'), z.array(Helpline));
	const { parties } = network.value;
	const services = parties.flatMap((party) =>
		party.services.map(({ id }): ServiceEntry => {
			const statement = statements.value[id];
			const line = network.findLine(id);
			if (statement === undefined) {
				throw new ReferenceDataError(network.path, `the service "${id}" is not described in network-services.json.`, {
					line,
				});
			}
			const helpline = helplines.value.find((candidate) => candidate.id === statement.helpline);
			if (statement.helpline !== null && helpline === undefined) {
				throw new ReferenceDataError(
					statements.path,
					`${id}.helpline "${statement.helpline}" is not in helplines.json.`,
				);
			}
			return {
				...unknownSoFar,
				...statement,
				...contactOf(helpline),
				id,
				organisation: party.id,
				covers: [areaOf(party, network.path)],
			};
		}),
	);
	const stray = Object.keys(statements.value).find((id) => !services.some((service) => service.id === id));
	if (stray !== undefined) throw new ReferenceDataError(statements.path, `"${stray}" is no service of network.json.`);
	const organisations = parties.map((party) => toOrganisation(party, network.path));
	return { origin: 'reference', path: network.path, organisations, services };
}

const unknownSoFar: Omit<ServiceEntry, keyof Statement | 'id' | 'organisation' | 'covers' | 'phone' | 'email' | 'url'> =
	{
		imaginary: false,
		mainLanguage: 'fr',
		languages: [],
		minors: null,
		withoutAppointment: null,
		address: null,
		confirmedOn: null,
	};

function contactOf(helpline: z.output<typeof Helpline> | undefined) {
	return {
		phone: helpline?.phone?.replaceAll(' ', '') ?? null,
		email: helpline?.email ?? null,
		url: helpline?.url ?? null,
	};
}

function toOrganisation(party: Party, path: string): OrganisationEntry {
	return { id: party.id, kind: party.kind, area: areaOf(party, path), name: party.name };
}

function areaOf({ id, nis, covers }: Party, path: string): string {
	const code = nis ?? covers?.community ?? regions[covers?.region ?? ''];
	if (code === undefined)
		throw new ReferenceDataError(path, `the party "${id}" has neither a NIS code nor a territory.`);
	return code;
}
