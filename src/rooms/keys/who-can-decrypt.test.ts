import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recipientOf } from '#house/crypto/age-file.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { openWithIdentity } from '#house/crypto/age-file.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { endWork } from '#rooms/identity/end-work.server.ts';
import { atThePage, open } from './private/a-team.ts';
import { listHeirs, makeNext, wrapFor } from './private/team-key-work.ts';
import { aKeyHolder, aTeamWithKeys, type KeyHolder } from './team-keys.builder.ts';

const { owner, app } = await aDatabase();

type Step = { kind: 'join' | 'give' | 'leave' | 'renew'; who: number; team: 0 | 1 };
const steps = fc.array(
	fc.record<Step>({
		kind: fc.constantFrom('join', 'give', 'give', 'leave', 'renew'),
		who: fc.nat(9),
		team: fc.constantFrom(0, 1),
	}),
	{ minLength: 3, maxLength: 9 },
);

/** Two teams of one organisation; beside the application, the test keeps who was given what and has not left. */
async function twoTeams() {
	const organisationId = await anOrganisation(owner);
	const administrator = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
	const teams = [];
	for (const _ of [0, 1]) {
		const team = await aTeamWithKeys(owner, { organisationId });
		teams.push({ teamId: team.teamId, members: [...team.holders], allowed: new Set(team.holders) });
	}
	return { organisationId, administrator, teams };
}

type Team = Awaited<ReturnType<typeof twoTeams>>['teams'][number];

async function take(step: Step, team: Team, { organisationId, administrator }: Awaited<ReturnType<typeof twoTeams>>) {
	const scope = { organisationId, teamId: team.teamId };
	const chosen = team.members[step.who % Math.max(1, team.members.length)];
	const [giver] = team.allowed;
	if (step.kind === 'join') {
		const as = { organisationId, role: 'professional', teamId: team.teamId } as const;
		team.members.push(await aKeyHolder(owner, await aColleague(owner, as)));
		return;
	}
	if (chosen === undefined || giver === undefined) return;
	if (step.kind === 'leave') {
		await endWork(app, administrator.signedIn, { organisationId, personId: chosen.signedIn.personId });
		team.members.splice(team.members.indexOf(chosen), 1);
		team.allowed.delete(chosen);
		return;
	}
	const { held } = await open(app, giver, scope);
	if (held === undefined) throw new Error('whoever is allowed cannot open');
	const page = atThePage(app, { person: giver.signedIn, scope });
	if (step.kind === 'give') {
		const key = { id: chosen.keyId, recipient: await recipientOf(chosen.identity) };
		const wrap = await wrapFor(held, chosen.signedIn.personId, key);
		await page.send({ change: 'give', epoch: held.scope.epoch, wrap });
		team.allowed.add(chosen);
		return;
	}
	await page.send(await makeNext(held, listHeirs(await page.look(), held)));
	await page.send({ change: 'use_renewed', epoch: held.scope.epoch + 1 });
	await page.send({ change: 'end_renewal', epoch: held.scope.epoch + 1 });
}

/** Whoever opens anything that is sealed of a team's key in the whole database, whatever they may ask the application for. */
async function listWhoOpens(teamId: string, people: readonly KeyHolder[]): Promise<Set<KeyHolder>> {
	const files = await owner.selectFrom('team_key_wrap').select('file').where('team_id', '=', teamId).execute();
	const able = new Set<KeyHolder>();
	for (const person of people) {
		for (const { file } of files) {
			try {
				await openWithIdentity(file, person.identity);
				able.add(person);
			} catch (error) {
				if (!(error instanceof CannotOpen)) throw error;
			}
		}
	}
	return able;
}

test('for any teams, holders and departures, those who can decrypt are those who are allowed', async () => {
	await fc.assert(
		fc.asyncProperty(steps, async (taken) => {
			const network = await twoTeams();
			const people = new Set(network.teams.flatMap(({ members }) => members));
			for (const step of taken) {
				const team = network.teams[step.team];
				if (team !== undefined) await take(step, team, network);
				for (const each of network.teams) for (const member of each.members) people.add(member);
			}
			for (const team of network.teams) {
				expect(await listWhoOpens(team.teamId, [...people])).toEqual(team.allowed);
				const scope = { organisationId: network.organisationId, teamId: team.teamId };
				for (const person of people) {
					const { held } = await open(app, person, scope);
					expect(held !== undefined).toBe(team.allowed.has(person));
				}
			}
		}),
		{ numRuns: 8 },
	);
}, 120_000);
