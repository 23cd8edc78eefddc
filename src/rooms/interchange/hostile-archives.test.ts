import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { readContent } from './import.builder.ts';

const id = '11111111-1111-4111-8111-111111111111';
const table = Buffer.from(`id,name,status\n${id},A,active\n`);

type Adding = (zip: ZipFile) => void;

async function anArchive(...adding: Adding[]): Promise<Buffer> {
	const zip = new ZipFile();
	for (const add of adding) add(zip);
	zip.end();
	return await buffer(Readable.from(zip.outputStream));
}

const add =
	(name: string, content: Buffer = table, mode = 0o100644): Adding =>
	(zip) =>
		zip.addBuffer(content, name, { mode, mtime: new Date(0), compress: content.length > 0 });

/** The library that writes them refuses such names: they are put in afterwards, by others of the same length. */
function rename(archive: Buffer, from: string, to: string): Buffer {
	expect(from).toHaveLength(to.length);
	return Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');
}

/** Changes the central directory, where readers look. */
function patchDirectory(archive: Buffer, change: (entry: Buffer) => void): Buffer {
	const patched = Buffer.from(archive);
	change(patched.subarray(patched.indexOf(Buffer.from('PK\u0001\u0002'))));
	return patched;
}

const zeros = (megabytes: number): Adding => {
	function* pieces(): Generator<Buffer> {
		yield Buffer.from('id,name,status\n');
		for (let count = 0; count < megabytes; count += 1) yield Buffer.alloc(1024 * 1024, '\n');
	}
	return (zip) => zip.addReadStream(Readable.from(pieces()), 'services.csv');
};

test('an archive of tables is read whatever its name, and whatever its folders', async () => {
	const found = await readContent('anything.bin', await anArchive(add('a/b/services.csv'), add('a/readme.md')));
	expect(found.problems).toEqual([]);
	expect(found.objects('service')).toEqual([{ id, name: 'A', status: 'active' }]);
});

test('JSON files in an archive are read where it has no table', async () => {
	const json = Buffer.from(`{"id":"${id}","name":"A","status":"active"}`);
	expect((await readContent('a.zip', await anArchive(add('b.json', json)))).entities).toHaveLength(1);
	expect(await readContent('a.zip', await anArchive(add('b.pdf', json)))).toMatchObject({ errors: ['no_table'] });
});

describe('refused, and nothing of it taken in, is an archive', { timeout: 30_000 }, () => {
	test.each([
		['../services.csv', 'aa/services.csv'],
		['/etc/services.csv', 'aetc/services.csv'],
		['C:/services.csv', 'CC/services.csv'],
		['a/../../ervices.csv', 'a/bb/cc/ervices.csv'],
		['..\\services.csv', 'aa/services.csv'],
	])('with a file %s that leads out of it', async (hostile, harmless) => {
		const archive = rename(await anArchive(add(harmless)), harmless, hostile);
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_outside'], entities: [] });
	});

	test('with a link to another place', async () => {
		const archive = await anArchive(add('services.csv', Buffer.from('/etc/passwd'), 0o120777));
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_link'], entities: [] });
	});

	test('with another archive in it', async () => {
		const archive = await anArchive(add('services.csv'), add('more.zip', await anArchive(add('phones.csv'))));
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_nested'], entities: [] });
	});

	test('with two files of one name', async () => {
		const archive = rename(await anArchive(add('services.csv'), add('servicez.csv')), 'servicez', 'services');
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_twice'], entities: [] });
	});

	test('under a password', async () => {
		const archive = patchDirectory(await anArchive(add('services.csv')), (entry) => {
			entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8);
		});
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_encrypted'], entities: [] });
	});

	test('that was cut off', async () => {
		const archive = await anArchive(add('services.csv'));
		for (const length of [10, archive.length - 30, archive.length - 5]) {
			const found = await readContent('a.zip', archive.subarray(0, length));
			expect(found).toMatchObject({ errors: ['broken_zip'], entities: [] });
		}
	});

	test('whose content was damaged, by its checksum', async () => {
		const archive = await anArchive((zip) => zip.addBuffer(table, 'services.csv', { compress: false }));
		const damaged = rename(archive, ',A,active', ',B,active');
		expect(await readContent('a.zip', damaged)).toMatchObject({ errors: ['broken_zip'] });
	});

	test('with more files than a package has', async () => {
		const many = Array.from({ length: 1001 }, (_, index) => add(`${index}.csv`, Buffer.alloc(0)));
		expect(await readContent('a.zip', await anArchive(...many))).toMatchObject({ errors: ['too_many_files'] });
	});

	test('that swells beyond measure', async () => {
		const archive = await anArchive(zeros(12));
		expect(archive.length).toBeLessThan(100_000);
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['zip_bomb'], entities: [] });
	});

	test('that swells beyond what it says of itself', async () => {
		const archive = patchDirectory(await anArchive(zeros(2)), (entry) => entry.writeUInt32LE(1000, 24));
		expect(await readContent('a.zip', archive)).toMatchObject({ errors: ['broken_zip'], entities: [] });
	});
});
