import type { Access } from '#rooms/identity/access-rule.ts';
import type { Role } from '#rooms/identity/roles.ts';

/** What comes in becomes entries of the organisation: its administrators' own. */
const administrators = ['organisation_administrator'] as const satisfies readonly Role[];
/** The second pair of eyes: another administrator, or a coordinator. */
const reviewers = ['organisation_administrator', 'coordinator'] as const satisfies readonly Role[];

export const access = {
	readImport: 'system',
	checkImport: 'system',
	carryOutImport: 'system',
	carryOutPublishing: 'system',
	doImportWork: 'system',
	eraseImports: 'system',
	importAsOperator: 'system',
	beginImport: administrators,
	mapColumns: administrators,
	inspectColumns: administrators,
	takeInImport: administrators,
	cancelImport: administrators,
	restartImport: administrators,
	publishImport: reviewers,
	listImports: reviewers,
	findImport: reviewers,
	inspectSpreadsheet: 'system',
	writePackage: 'system',
	findPackage: 'anyone',
} satisfies Access;
