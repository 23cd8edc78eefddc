import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { readJson, type JsonFile } from '#house/reference/read-json.ts';
import { ReferenceDataError } from '#house/reference/reference-data-error.ts';
import {
	AreaCode,
	Audiences,
	distinct,
	Filled,
	Hours,
	Modes,
	Names,
	Needs,
	organisationKinds,
	Texts,
} from './network-entry.ts';
import type { Network } from './network-entry.ts';

const Organisation = z.strictObject({
	id: Filled,
	kind: z.enum(organisationKinds),
	area: AreaCode.nullable(),
	name: Names,
});

const Address = z.strictObject({
	street: Filled,
	postalCode: z.string().regex(/^[1-9][0-9]{3}$/, 'is not a Belgian postal code (four digits)'),
	town: Filled,
});

export const DemonstrationService = z
	.strictObject({
		id: Filled,
		organisation: Filled,
		mainLanguage: z.enum(languages),
		audiences: Audiences,
		needs: Needs,
		languages: distinct(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language code')),
		minors: z.enum(['yes', 'with_parent', 'no']).nullable(),
		free: z.boolean().nullable(),
		anonymous: z.boolean().nullable(),
		withoutAppointment: z.boolean().nullable(),
		modes: Modes,
		covers: distinct(AreaCode).refine((codes) => codes.length > 0, 'is empty'),
		hours: Hours,
		// Nobody must be able to reach a real person through an imaginary service.
		phone: z
			.string()
			.regex(/^\+32(?=[0-9]{6,9}$)[0-9]{1,3}000[0-9]*$/, 'is not an imaginary number (+32, the area code, 000)')
			.nullable(),
		email: z
			.string()
			.regex(/^[^@\s]+@[^@\s]+\.example$/, 'is not an imaginary address (ending in .example)')
			.nullable(),
		url: z.custom<null>((value) => value === null, 'is not null, as it is for every imaginary service'),
		address: Address.nullable(),
		confirmedOn: z.iso.date('is not a date (YYYY-MM-DD)').nullable(),
		text: Texts,
	})
	.refine((service) => service.text[service.mainLanguage] !== undefined, {
		path: ['text'],
		message: 'lacks the main language',
	});

const NetworkFile = z.strictObject({ organisations: z.array(Organisation), services: z.array(DemonstrationService) });
type File = JsonFile<z.output<typeof NetworkFile>>;

export function listDemonstrationFiles(directory: string): string[] {
	try {
		const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
		return names.toSorted().map((name) => join(directory, name));
	} catch (cause) {
		throw new ReferenceDataError(directory, 'this folder of the demonstration network is missing or may not be read.', {
			cause,
		});
	}
}

/** The imaginary network of all files together; an organisation may stand in another file than its services. */
export function readDemonstration(directory: string): Network {
	const files = listDemonstrationFiles(directory).map((path) => readJson(path, NetworkFile));
	refuseRepeated(files, 'organisations');
	refuseRepeated(files, 'services');
	const organisations = files.flatMap(({ value }) => value.organisations);
	const known = new Set(organisations.map(({ id }) => id));
	for (const file of files) {
		const orphan = file.value.services.find((service) => !known.has(service.organisation));
		if (orphan === undefined) continue;
		const problem = `the service "${orphan.id}" names the organisation "${orphan.organisation}", which no file has.`;
		throw new ReferenceDataError(file.path, problem, { line: file.findLine(orphan.id) });
	}
	const services = files.flatMap(({ value }) => value.services);
	return {
		origin: 'demonstration',
		path: directory,
		organisations,
		services: services.map((service) => ({ ...service, imaginary: true, networkRole: null })),
	};
}

function refuseRepeated(files: File[], list: 'organisations' | 'services'): void {
	const seen = new Set<string>();
	for (const file of files) {
		for (const { id } of file.value[list]) {
			if (seen.has(id))
				throw new ReferenceDataError(file.path, `the id "${id}" appears twice among the ${list}.`, {
					line: file.findLine(id),
				});
			seen.add(id);
		}
	}
}
