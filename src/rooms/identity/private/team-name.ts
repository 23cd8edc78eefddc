import { codeOf } from '#house/database/operator-problem.ts';

const UNIQUE_VIOLATION = '23505';

/** Two open teams of one organisation never have the same name; the database sees to it. */
export async function unlessNameTaken<Result>(work: Promise<Result>): Promise<Result | { refused: 'name_taken' }> {
	try {
		return await work;
	} catch (error) {
		const isName = error instanceof Error && 'constraint' in error && error.constraint === 'team_name';
		if (codeOf(error) === UNIQUE_VIOLATION && isName) return { refused: 'name_taken' };
		throw error;
	}
}
