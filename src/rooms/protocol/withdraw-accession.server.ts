import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { AccessionLink } from './accession-link.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { enterAccession } from './private/enter-accession.ts';
import { mailStaff } from './private/mail-staff.ts';
import { moveFile } from './private/move-file.ts';

/** Whoever applies withdraws their file, any time before it takes effect. */
export async function withdrawAccession(
	database: Database,
	link: AccessionLink,
): Promise<{ withdrawn: true } | { refused: 'unknown' | 'closed' }> {
	const result = await enterAccession(database, link, async (tx, { file }) => {
		if (!(await moveFile(tx, file, { move: 'withdraw', by: 'applicant' }))) return { refused: 'closed' } as const;
		// A draft that was never submitted is nobody else's business.
		if (file.submittedAt !== null) {
			await meanwhileAsSystem(tx, async (actor) => {
				const whom = { organisationId: actor.organisationId, role: 'secretariat' } as const;
				await mailStaff(tx, whom, { accessionId: file.id, mail: 'withdrawn' });
				await recordAct(tx, actor, { act: 'accession.withdrawn', object: `accession:${file.id}` });
			});
		}
		return { withdrawn: true } as const;
	});
	return result ?? { refused: 'unknown' };
}
