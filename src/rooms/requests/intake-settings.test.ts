import { describe, expect, test } from 'vitest';
import { parseForm } from '#house/web/parse-form.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { aTeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { closeIntake } from './close-intake.server.ts';
import { IntakeForm, RetentionForm } from './intake-settings.ts';
import { keepIntake } from './keep-intake.server.ts';
import { keepRetentionRule } from './keep-retention-rule.server.ts';
import { listIntakes } from './list-intakes.server.ts';
import { openIntake } from './open-intake.server.ts';

const { app, owner } = await aDatabase();
const rule = {
	monthsAfterClosing: 6,
	monthsUnused: 12,
	legal_fr: 'Notre base.',
	legal_nl: '',
	legal_de: '',
	legal_en: '',
};

interface Wish {
	holders?: number;
	state?: 'draft' | 'published';
	imaginary?: boolean;
}

async function aPlace({ holders = 2, state = 'published', imaginary = false }: Wish = {}) {
	const serviceId = await aService('Accueil').in(state).saved(owner);
	const { organisation_id: organisationId } = await owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', serviceId)
		.executeTakeFirstOrThrow();
	const team = await aTeamWithKeys(owner, { organisationId, holders, imaginary });
	const { signedIn } = await aColleague(owner, { organisationId, role: 'organisation_administrator', imaginary });
	const settings = { promisedDays: 5, withoutScript: false, signsAs: 'role' as const };
	return {
		organisationId,
		serviceId,
		team,
		admin: signedIn,
		settings: { organisationId, serviceId, teamId: team.teamId, ...settings },
	};
}

describe('a service', () => {
	test('is opened once it is set, two people hold the key, and the organisation has said how long it keeps', async () => {
		const { admin, settings, organisationId, serviceId } = await aPlace();
		const wish = { organisationId, serviceId };
		expect(await openIntake(app, admin, wish)).toEqual({ refused: 'not_kept' });
		expect(await keepIntake(app, admin, settings)).toEqual({ kept: true });
		expect(await openIntake(app, admin, wish)).toEqual({ refused: 'retention_rule' });
		expect(await keepRetentionRule(app, admin, { organisationId, ...rule })).toEqual({ kept: true });
		expect(await openIntake(app, admin, wish)).toEqual({ kept: true });
		const listed = await listIntakes(app, admin, { organisationId, language: 'fr' });
		expect(listed).toMatchObject({
			services: [{ serviceId, name: 'Accueil', intake: { isOpen: true, promisedDays: 5 } }],
			teams: [{ holders: 2 }],
			retention: { monthsAfterClosing: 6, legal: { fr: 'Notre base.', nl: '' } },
		});
		expect(await closeIntake(app, admin, wish)).toEqual({ kept: true });
	});

	test('does not open while one person alone holds the key', async () => {
		const { admin, settings, organisationId, serviceId } = await aPlace({ holders: 1 });
		await keepRetentionRule(app, admin, { organisationId, ...rule });
		await keepIntake(app, admin, settings);
		expect(await openIntake(app, admin, { organisationId, serviceId })).toEqual({ refused: 'two_holders' });
	});

	test('that is open is not given to a team in which fewer than two hold the key', async () => {
		const { admin, settings, organisationId, serviceId } = await aPlace();
		await keepRetentionRule(app, admin, { organisationId, ...rule });
		await keepIntake(app, admin, settings);
		await openIntake(app, admin, { organisationId, serviceId });
		const alone = await aTeamWithKeys(owner, { organisationId, holders: 1 });
		expect(await keepIntake(app, admin, { ...settings, teamId: alone.teamId })).toEqual({ refused: 'two_holders' });
		expect(await keepIntake(app, admin, { ...settings, promisedDays: 3 })).toEqual({ kept: true });
	});

	test('that is not published, or is real while one tries the demonstration, does not open', async () => {
		const draft = await aPlace({ state: 'draft' });
		await keepIntake(app, draft.admin, draft.settings);
		expect(await openIntake(app, draft.admin, draft.settings)).toEqual({ refused: 'not_published' });
		const trial = await aPlace({ imaginary: true });
		expect(await keepIntake(app, trial.admin, trial.settings)).toEqual({ refused: 'real_service' });
	});

	test('of another organisation is not known, nor a team of another', async () => {
		const own = await aPlace();
		const other = await aPlace();
		const theirs = { ...own.settings, serviceId: other.serviceId };
		expect(await keepIntake(app, own.admin, theirs)).toEqual({ refused: 'unknown' });
		expect(await openIntake(app, own.admin, theirs)).toEqual({ refused: 'unknown' });
		expect(await closeIntake(app, own.admin, theirs)).toEqual({ refused: 'unknown' });
		const strange = { ...own.settings, teamId: other.team.teamId };
		expect(await keepIntake(app, own.admin, strange)).toEqual({ refused: 'unknown' });
		expect(await keepRetentionRule(app, own.admin, { organisationId: other.organisationId, ...rule })).toEqual({
			refused: 'unknown',
		});
	});
});

describe('the forms', () => {
	const intake = { serviceId: crypto.randomUUID(), teamId: crypto.randomUUID(), promisedDays: ' 5 ', signsAs: 'name' };

	test('take a promise of 1 to 30 days', () => {
		expect(parseForm(IntakeForm, intake)).toMatchObject({ form: { promisedDays: 5, withoutScript: false } });
		for (const promisedDays of ['0', '31', '', 'cinq', '2.5', '-1']) {
			expect(parseForm(IntakeForm, { ...intake, promisedDays })).toEqual({ issues: ['promisedDays'] });
		}
	});

	test('want the organisation’s own words, in one language at least', () => {
		const typed = { ...rule, monthsAfterClosing: '0', monthsUnused: '1', legal_fr: ' ' };
		expect(parseForm(RetentionForm, typed)).toEqual({ issues: ['legal_fr'] });
		expect(parseForm(RetentionForm, { ...typed, legal_de: 'Unser Grund.' })).toMatchObject({
			form: { legal_de: 'Unser Grund.' },
		});
		expect(parseForm(RetentionForm, { ...typed, legal_de: 'x', monthsUnused: '0' })).toEqual({
			issues: ['monthsUnused'],
		});
	});
});
