import { beforeAll, describe, expect, test } from 'vitest';
import { addWorkingDays } from '#house/language/working-days.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { anAskedTeam, type AskedTeam } from './asker.builder.ts';
import { remindTeams } from './remind-teams.server.ts';
import { registerRequestMails } from './request-mail.ts';
import { aRequest } from './request.builder.ts';

const { app, owner, admin } = await aDatabase();
/** A Wednesday without a holiday for weeks around. */
const due = '2026-02-04';
const nextDay = '2026-02-05';
/** Five working days are promised: five more, and the day after. */
const late = addWorkingDays(addWorkingDays(due, 5), 1);

beforeAll(registerRequestMails);

async function anOverdue(count = 1): Promise<AskedTeam> {
	const asked = await anAskedTeam(owner);
	for (let number = 0; number < count; number++) {
		const { scope } = await aRequest(owner, { team: asked.team, serviceId: asked.serviceId, text: 'Secret à taire.' });
		await owner.updateTable('request').set({ due_on: due }).where('id', '=', scope.requestId).execute();
	}
	return asked;
}

async function listMail({ team }: AskedTeam) {
	const rows = await admin.selectFrom('outbox_mail').select(['kind', 'data', 'recipient']).orderBy('kind').execute();
	return rows.filter(({ data }) => JSON.stringify(data).includes(team.teamId));
}

describe('what waits longer than promised', () => {
	test('is told the working day after to the professionals of the team, once, and says nothing of what it is', async () => {
		const asked = await anOverdue(2);
		await remindTeams(app, due);
		expect(await listMail(asked)).toEqual([]);
		await remindTeams(app, nextDay);
		await remindTeams(app, nextDay);
		const mail = await listMail(asked);
		expect(mail.map(({ kind }) => kind)).toEqual(['requests.waiting', 'requests.waiting']);
		expect(mail[0]?.data).toMatchObject({ count: 2 });
		expect(JSON.stringify(mail)).not.toContain('Secret');
	});

	test('is told to a coordinator after as many working days again, and never ends by itself', async () => {
		const asked = await anOverdue();
		const { organisationId, teamId } = asked.team;
		const coordinator = await aColleague(owner, { organisationId, teamId, role: 'coordinator' });
		await remindTeams(app, nextDay);
		await remindTeams(app, addWorkingDays(due, 5));
		expect((await listMail(asked)).filter(({ kind }) => kind === 'requests.escalated')).toEqual([]);
		await remindTeams(app, late);
		await remindTeams(app, addWorkingDays(late, 1));
		const escalated = (await listMail(asked)).filter(({ kind }) => kind === 'requests.escalated');
		const { email } = await owner
			.selectFrom('staff_member')
			.select('email')
			.where('id', '=', coordinator.signedIn.personId)
			.executeTakeFirstOrThrow();
		expect(escalated.map(({ recipient }) => recipient)).toEqual([email]);
		const rows = await owner.selectFrom('request').select('state').where('team_id', '=', teamId).execute();
		expect(rows).toEqual([{ state: 'sent' }]);
	});

	test('is not told on a day on which nobody works, nor once it was answered', async () => {
		const asked = await anOverdue();
		expect(await remindTeams(app, '2026-02-07')).toBe(0);
		await owner
			.updateTable('request')
			.set({ waits_for_team: false })
			.where('team_id', '=', asked.team.teamId)
			.execute();
		await remindTeams(app, late);
		expect(await listMail(asked)).toEqual([]);
	});
});
