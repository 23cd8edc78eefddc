import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';

const columns: Record<string, string> = {
	organizations: 'id,name,description',
	services: 'id,organization_id,name,description,status',
	locations: 'id,location_type,name',
	service_at_location: 'id,service_id,location_id',
	addresses: 'id,location_id,address_1,city,state_province,postal_code,country,address_type',
	phones: 'id,service_id,number',
	schedules: 'id,service_id,freq,byday,opens_at,closes_at',
	languages: 'id,service_id,code',
	taxonomies: 'id,name,description',
	taxonomy_terms: 'id,taxonomy_id,name,description',
	attributes: 'id,link_id,link_entity,taxonomy_term_id',
};

const id = (table: number, row: number) =>
	`0000000${table.toString(16)}-0000-4000-8000-${String(row).padStart(12, '0')}`;
const words = 'Nous écoutons, nous informons et nous orientons les proches et les professionnels. ';

/** Writes a package of so many services into a folder, each with a place, a telephone, two schedules, two languages and two attributes; about 1 kB each, and the description. */
export async function writeLargePackage(folder: string, services: number, descriptionBytes: number): Promise<void> {
	const description = words.repeat(Math.ceil(descriptionBytes / words.length));
	const organizations = Math.ceil(services / 20);
	const tables: [string, number, (row: number) => string][] = [
		['organizations', organizations, (row) => `${id(1, row)},Organisation ${row},"${words}"`],
		['taxonomies', 1, () => `${id(9, 0)},Besoins,Ce que les gens cherchent`],
		['taxonomy_terms', 50, (row) => `${id(10, row)},${id(9, 0)},Terme ${row},"${words}"`],
		[
			'services',
			services,
			(row) => `${id(2, row)},${id(1, row % organizations)},Service ${row},"${description}",active`,
		],
		['locations', services, (row) => `${id(3, row)},physical,Maison ${row}`],
		['service_at_location', services, (row) => `${id(4, row)},${id(2, row)},${id(3, row)}`],
		['addresses', services, (row) => `${id(5, row)},${id(3, row)},Rue ${row},Verviers,Liège,4800,BE,physical`],
		['phones', services, (row) => `${id(6, row)},${id(2, row)},087/12.34.56`],
		['schedules', services * 2, (row) => `${id(7, row)},${id(2, row >> 1)},WEEKLY,"MO,TU",09:00,12:30`],
		['languages', services * 2, (row) => `${id(8, row)},${id(2, row >> 1)},fr`],
		['attributes', services * 2, (row) => `${id(11, row)},${id(2, row >> 1)},service,${id(10, row % 50)}`],
	];
	for (const [name, rows, write] of tables) {
		const stream = createWriteStream(join(folder, `${name}.csv`));
		stream.write(`${columns[name]}\r\n`);
		for (let row = 0; row < rows; row += 500) {
			const piece = Array.from({ length: Math.min(500, rows - row) }, (_, index) => `${write(row + index)}\r\n`).join(
				'',
			);
			if (!stream.write(piece)) await once(stream, 'drain');
		}
		stream.end();
		await finished(stream);
	}
}
