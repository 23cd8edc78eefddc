import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { mailStaff } from './private/mail-staff.ts';
import { readOpinions } from './private/read-opinions.ts';

const WORKING_DAYS_BEFORE = 3;

/** Reminds the parties that have not answered, once for each file, a few working days before the delay ends. Returns how many. */
export function remindOpinions(database: Database, today: string): Promise<number> {
	return actAs(database, {}, (tx) =>
		meanwhileAsSystem(tx, async () => {
			const files = await tx
				.updateTable('accession')
				.set({ reminded_on: today })
				.where('state', '=', 'under_review')
				.where('reminded_on', 'is', null)
				.where('opinions_due_on', '>=', today)
				.where('opinions_due_on', '<=', addWorkingDays(today, WORKING_DAYS_BEFORE))
				.returning('id')
				.execute();
			let reminded = 0;
			for (const { id } of files) {
				const silent = (await readOpinions(tx, id)).filter(({ opinion }) => opinion === null);
				for (const { organisationId, dueOn } of silent) {
					const whom = { organisationId, role: 'organisation_administrator' } as const;
					await mailStaff(tx, whom, { accessionId: id, mail: 'opinion_reminder', until: dueOn });
				}
				reminded += silent.length;
			}
			return reminded;
		}),
	);
}
