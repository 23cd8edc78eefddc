import { randomUUID } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Database } from '#house/database/kysely.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import type { AccessRule } from '#rooms/identity/access-rule.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';
import { anAskedAccession } from '#rooms/protocol/accession.builder.ts';
import { isTeamRole, roles, type Role } from '#rooms/identity/roles.ts';
import { routeAccess } from '../../src/routes/[lang=lang]/work/route-access.ts';
import { behindThePages } from './staff.ts';

const WORK = 'src/routes/[lang=lang]/work';
const files = globSync(`${WORK.replaceAll(/[[\]]/g, '[$&]')}/**/+{page.svelte,page.server.ts,server.ts}`);
const paths = [...new Set(files.map((file) => relative(WORK, dirname(file))))].map((path) =>
	path === '' ? '' : `/${path}`,
);

interface Rules {
	page?: AccessRule;
	actions?: Record<string, AccessRule>;
}
const rules = new Map<string, Rules>(Object.entries(routeAccess));

/** Everyone who works in Verviers, one for each role, and someone in Namur whom none of them may know. */
const own = new Map<Role, Colleague>();
const organisation = { own: '', other: '' };
const person = { own: '', other: '' };
/** In which the coordinator and the professional work, and one of Namur. */
const team = { own: '', other: '' };
/** Imaginary, for everyone here is: they may not edit a real one. */
const service = { own: '', other: '' };
/** Another imaginary one of each, and what Charleroi has proposed to Verviers, and to Namur. */
const twin = { own: '', other: '' };
const proposal = { own: '', other: '' };
/** One that waits to be told what its columns hold, and one that is nobody's here. */
const run = { own: '', other: '' };
const folder = mkdtempSync(join(tmpdir(), 'maillage-rights-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** A file on which Verviers is asked for its opinion. */
const accession = { id: '', document: '' };

beforeAll(async () => {
	const owner = behindThePages();
	organisation.own = await getReferenceOrganisation(owner, 'verviers');
	organisation.other = await getReferenceOrganisation(owner, 'namur');
	for (const role of roles) {
		const inTeam = isTeamRole(role) && team.own !== '' ? { teamId: team.own } : {};
		const colleague = await aColleague(owner, {
			organisationId: organisation.own,
			role,
			imaginary: true,
			...inTeam,
		});
		team.own = colleague.teamId ?? team.own;
		own.set(role, colleague);
	}
	const wish = { organisationId: organisation.other, role: 'professional', imaginary: true } as const;
	const other = await aColleague(owner, wish);
	person.other = other.signedIn.personId;
	team.other = other.teamId ?? '';
	Object.assign(accession, await anAskedAccession(owner, organisation.own));
	person.own = own.get('contributor')?.signedIn.personId ?? '';
	for (const where of ['own', 'other'] as const) {
		service[where] = await anImaginaryService(owner, organisation[where]);
		run[where] = await anImport(owner, organisation[where]);
		twin[where] = await anImaginaryService(owner, organisation[where]);
	}
	const third = await getReferenceOrganisation(owner, 'charleroi');
	const theirs = { organisationId: third, serviceId: await anImaginaryService(owner, third) };
	for (const where of ['own', 'other'] as const) {
		const asked = { organisationId: organisation[where], serviceId: service[where] };
		proposal[where] = await aProposal(owner, { asked, theirs });
	}
});

test('every page under /work says who may open it, and who may send its forms', () => {
	expect(paths.toSorted()).toEqual([...rules.keys()].toSorted());
	for (const path of paths) {
		expect({ path, actions: readActions(path) }).toEqual({
			path,
			actions: Object.keys(rules.get(path)?.actions ?? {}).toSorted(),
		});
	}
});

const pages = paths.filter((path) => rules.get(path)?.page !== undefined).map((path) => ({ path }));

test.each(pages)('“$path” opens for whoever may, and is no page for anyone else', async ({ path }) => {
	const rule = rules.get(path)?.page ?? 'system';
	for (const role of roles) {
		const token = own.get(role)?.token;
		const answers = {
			role,
			own: await ask(fill(path, 'own'), { token }),
			...(path.includes('[organisation]') ? { other: await ask(fill(path, 'other'), { token }) } : {}),
			...(/\[(person|team)\]/.test(path) ? { mixed: await ask(fill(path, 'own', 'other'), { token }) } : {}),
		};
		expect(answers).toEqual({
			role,
			own: allows(rule, role) ? 200 : 404,
			...('other' in answers ? { other: 404 } : {}),
			...('mixed' in answers ? { mixed: 404 } : {}),
		});
	}
	expect(await ask(fill(path, 'own'), {})).toBe('sign-in');
});

const forms = paths.flatMap((path) =>
	Object.entries(rules.get(path)?.actions ?? {}).map(([name, rule]) => ({ path, name, rule })),
);

test.each(forms)('the form “$name” of “$path” is no form for whoever may not send it', async ({ path, name, rule }) => {
	const action = name === 'default' ? '' : `?/${name}`;
	for (const role of roles) {
		const token = own.get(role)?.token;
		const answers = {
			role,
			own: allows(rule, role) ? 'may' : await ask(fill(path, 'own') + action, { token, method: 'POST' }),
			...(path.includes('[organisation]')
				? { other: await ask(fill(path, 'other') + action, { token, method: 'POST' }) }
				: {}),
		};
		expect(answers).toEqual({
			role,
			own: allows(rule, role) ? 'may' : 404,
			...('other' in answers ? { other: 404 } : {}),
		});
	}
	expect(await ask(fill(path, 'own') + action, { method: 'POST' })).toBe('sign-in');
});

test.each([
	...forms.map(({ path, name, rule }) => ({ path: `/work${path}`, name, rule })),
	{ path: '/sign-in', name: 'code', rule: 'anyone' as const },
	{ path: '/sign-in/demonstration', name: 'default', rule: 'anyone' as const },
])('a body that is no form is no failure of the form “$name” of “$path”', async ({ path, name, rule }) => {
	const address = inject('application');
	const token = own.get(roles.find((role) => allows(rule, role)) ?? 'operator')?.token;
	const filled = path.startsWith('/work') ? fill(path.slice('/work'.length), 'own') : `/fr${path}`;
	const response = await fetch(address + filled + (name === 'default' ? '' : `?/${name}`), {
		method: 'POST',
		redirect: 'manual',
		headers: {
			accept: 'text/html',
			origin: address,
			'content-type': 'multipart/form-data; boundary=x',
			...(path.startsWith('/work') ? { cookie: `maillage=${token}` } : {}),
		},
		body: 'nothing',
	});
	expect(response.status).toBeLessThan(500);
});

function allows(rule: AccessRule, role: Role): boolean {
	if (typeof rule === 'string') return rule !== 'system';
	return rule.includes(role);
}

/** The names of the forms that a page takes, as its file has them. */
function readActions(path: string): string[] {
	const [file] = globSync(`${(WORK + path).replaceAll(/[[\]]/g, '[$&]')}/+page.server.ts`);
	const source = file === undefined ? '' : readFileSync(file, 'utf8');
	const [server] = globSync(`${(WORK + path).replaceAll(/[[\]]/g, '[$&]')}/+server.ts`);
	// A file that is only fetched takes no form.
	if (server !== undefined) return readFileSync(server, 'utf8').includes('export const POST') ? ['default'] : [];
	const block = /export const actions[^{]*\{\n([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
	return [...block.matchAll(/^\t(?:async )?(\w+)(?:: |\()/gm)].map(([, name]) => name ?? '').toSorted();
}

function fill(path: string, where: 'own' | 'other', whose: 'own' | 'other' = where): string {
	const filled = path
		.replace('[organisation]', organisation[where])
		.replace('[person]', person[whose])
		.replace('[team]', team[whose])
		.replace('/accessions/[id]', `/accessions/${accession.id}`)
		.replace('[document]', accession.document)
		.replace('/passkeys/[id]', `/passkeys/${accession.id}`)
		.replace('[key]', 'verviers')
		.replace('[number]', '1')
		.replace('/services/[id]', `/services/${service[where]}`)
		.replace('/duplicates/[id]/[other]', `/duplicates/${service[where]}/${twin[where]}`)
		.replace('[proposal]', proposal[where])
		.replace('/imports/[run]', `/imports/${run[where]}`)
		.replace('[section]', 'identity');
	if (filled.includes('['))
		throw new Error(`say what ${path} is asked with: an id of the own organisation, and of another`);
	return `/fr/work${filled}`;
}

/** The status of the answer; 'sign-in' where one is led there. */
async function ask(
	path: string,
	{ token, method = 'GET' }: { token?: string | undefined; method?: string },
): Promise<number | string> {
	const address = inject('application');
	const response = await fetch(address + path, {
		method,
		redirect: 'manual',
		headers: {
			// As a browser asks for a page; else the framework answers a form with data.
			accept: 'text/html',
			...(token === undefined ? {} : { cookie: `maillage=${token}` }),
			...(method === 'POST' ? { origin: address, 'content-type': 'application/x-www-form-urlencoded' } : {}),
		},
		...(method === 'POST' ? { body: '' } : {}),
	});
	await response.arrayBuffer();
	return response.headers.get('location')?.includes('/sign-in?to=') ? 'sign-in' : response.status;
}

async function anImaginaryService(owner: Database, organisationId: string): Promise<string> {
	return owner.transaction().execute(async (tx) => {
		const { id } = await tx
			.insertInto('service')
			.values({ organisation_id: organisationId, origin_key: randomUUID(), imaginary: true })
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisationId, service_id: id, published: false };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', name: 'Essai' })
			.execute();
		await tx.updateTable('service').set({ state: 'published' }).where('id', '=', id).execute();
		return id;
	});
}

interface Entry {
	organisationId: string;
	serviceId: string;
}

/** Theirs would cease in favour of the one of who is asked. */
async function aProposal(owner: Database, { asked, theirs }: { asked: Entry; theirs: Entry }): Promise<string> {
	const by = { organisationId: theirs.organisationId, role: 'organisation_administrator', imaginary: true } as const;
	const { signedIn } = await aColleague(owner, by);
	const { id } = await owner
		.insertInto('service_merge_proposal')
		.values({
			organisation_id: theirs.organisationId,
			other_organisation_id: asked.organisationId,
			ceasing_organisation_id: theirs.organisationId,
			ceasing_id: theirs.serviceId,
			ceasing_version: 1,
			surviving_organisation_id: asked.organisationId,
			surviving_id: asked.serviceId,
			surviving_version: 1,
			proposed_by: signedIn.personId,
			expires_on: '2100-01-01',
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function anImport(owner: Database, organisationId: string): Promise<string> {
	const path = join(folder, randomUUID());
	writeFileSync(path, 'Nom,Téléphone\nEssai,087 12 34 56\n');
	const source = await owner
		.insertInto('import_source')
		.values({ organisation_id: organisationId, name: `essai-${randomUUID()}`, input: 'file' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const input = JSON.stringify({ from: 'file', path, name: 'liste.csv' });
	const { id } = await owner
		.insertInto('import_run')
		.values({ organisation_id: organisationId, source_id: source.id, state: 'mapping', input })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
