import { codeOf } from '#house/database/operator-problem.ts';

const LAST_HOLDER = 'ML001';
const IMAGINARY_AMONG_REAL = 'ML002';

/** The last one who can give roles stays; the database counts when the transaction ends (see the migration of people). */
export async function unlessLast<Result>(
	work: Promise<Result>,
): Promise<Result | { refused: 'last_organisation_administrator' | 'last_secretariat' }> {
	try {
		return await work;
	} catch (error) {
		if (codeOf(error) !== LAST_HOLDER) throw error;
		const isSecretariat = error instanceof Error && 'constraint' in error && error.constraint === 'last_secretariat';
		return { refused: isSecretariat ? 'last_secretariat' : 'last_organisation_administrator' };
	}
}

/** Where real people work nobody imaginary receives a role; the database sees to it. */
export async function unlessAmongReal<Result>(
	work: Promise<Result>,
): Promise<Result | { refused: 'real_people_only' }> {
	try {
		return await work;
	} catch (error) {
		if (codeOf(error) !== IMAGINARY_AMONG_REAL) throw error;
		return { refused: 'real_people_only' };
	}
}
