import { join } from 'node:path';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import { loadIfChanged, type Loading } from '#house/reference/load-if-changed.ts';
import { readJson } from '#house/reference/read-json.ts';
import { listReferenceOrganisations } from '#rooms/directory/list-reference-organisations.server.ts';

const File = z.object({
	protocol: z.object({ name: z.record(z.string(), z.string()), signed_on: z.iso.date() }),
	parties: z.array(z.object({ id: z.string(), kind: z.enum(['community', 'region', 'municipality']) })),
});

/**
 * Enters the first signatories and the first version of the protocol, as publicly announced, in the register, as the owner of the
 * tables. Only what is missing: the register is kept by people from then on. The network must be loaded before.
 */
export function loadParties(tx: Transaction<DB>, directory: string): Promise<Loading> {
	const path = join(directory, 'network.json');
	return loadIfChanged(tx, { name: 'register', edition: 1, paths: [path] }, async () => {
		const { value } = readJson(path, File);
		await writeFirstVersion(tx, value.protocol);
		const organisations = await listReferenceOrganisations(tx);
		for (const { id, kind } of value.parties) {
			const organisation = organisations.find(({ key }) => key === id);
			if (organisation === undefined) continue;
			await writeSignatory(tx, { ...organisation, kind, signedOn: value.protocol.signed_on });
		}
	});
}

/** Its title alone: the public announcements do not hold the text. */
async function writeFirstVersion(
	tx: Transaction<DB>,
	{ name, signed_on }: z.output<typeof File>['protocol'],
): Promise<void> {
	const version = await tx
		.insertInto('protocol_version')
		.values({ number: 1, adopted_on: signed_on })
		.onConflict((conflict) => conflict.column('number').doNothing())
		.returning('id')
		.executeTakeFirst();
	if (version === undefined) return;
	const texts = Object.entries(name).map(([language, title]) => ({ version_id: version.id, language, title }));
	await tx.insertInto('protocol_text').values(texts).execute();
}

interface Signatory {
	id: string;
	key: string;
	area: string | null;
	kind: string;
	signedOn: string;
}

/**
 * That they signed is announced; that the protocol took effect the same day is not contradicted anywhere, and to be confirmed.
 * In which domains each takes part is announced nowhere, and left open.
 */
async function writeSignatory(tx: Transaction<DB>, { id, key, area, kind, signedOn }: Signatory): Promise<void> {
	const party = await tx
		.insertInto('party')
		.values({ organisation_id: id, kind, origin_key: key })
		.onConflict((conflict) => conflict.column('organisation_id').doNothing())
		.returning('id')
		.executeTakeFirst();
	if (party === undefined) return;
	const of = { organisation_id: id, party_id: party.id };
	if (area !== null)
		await tx
			.insertInto('party_territory')
			.values({ ...of, area_code: area })
			.execute();
	await tx
		.insertInto('party_act')
		.values([
			{ ...of, kind: 'signed', on: signedOn, confirmed: true },
			{
				...of,
				kind: 'effective',
				on: signedOn,
				confirmed: false,
				recorded_at: sql<string>`now() + interval '1 microsecond'`,
			},
		])
		.execute();
}
