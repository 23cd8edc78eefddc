import { sql, type Updateable } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { AccessionFile } from './accession-file.ts';
import type { AboutForm, ApprovalForm, CompetencesForm } from './accession-form.ts';
import type { AccessionLink } from './accession-link.ts';
import { enterAccession } from './private/enter-accession.ts';
import { toAboutRow } from './private/step-rows.ts';

export type SavedStep =
	| { step: 'about'; form: AboutForm }
	| { step: 'territory'; areaCodes: string[] }
	| { step: 'competences'; form: CompetencesForm }
	| { step: 'approval'; form: ApprovalForm };

/** Saves one step of a draft. What was sent and awaits its confirmation has to be sent again. `closed`: it is no draft any more. */
export async function saveAccessionStep(
	database: Database,
	link: AccessionLink,
	saved: SavedStep,
): Promise<{ saved: true } | { refused: 'unknown' | 'closed' }> {
	const result = await enterAccession(database, link, async (tx, { file }) => {
		const { numUpdatedRows } = await tx
			.updateTable('accession')
			.set({ ...toRow(saved, file), sent_at: null, saved_at: sql<string>`now()` })
			.where('id', '=', file.id)
			.where('state', '=', 'draft')
			.executeTakeFirst();
		return numUpdatedRows === 1n ? ({ saved: true } as const) : ({ refused: 'closed' } as const);
	});
	return result ?? { refused: 'unknown' };
}

function toRow(saved: SavedStep, file: AccessionFile): Updateable<DB['accession']> {
	switch (saved.step) {
		case 'about': {
			const isSame = saved.form.contactEmail === file.contactEmail;
			return { ...toAboutRow(saved.form), ...(isSame ? {} : { email_confirmed_at: null }) };
		}
		case 'territory':
			return { area_codes: saved.areaCodes };
		case 'competences':
			return { competences: saved.form.competences, domains: saved.form.domains };
		case 'approval':
			return { approved_by: saved.form.approvedBy, approved_on: saved.form.approvedOn };
	}
}
