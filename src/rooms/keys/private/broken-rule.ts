import { codeOf } from '#house/database/operator-problem.ts';

/** What the database refuses of a work by one of these constraints becomes the refusal beside it. */
export async function unlessBroken<Result, Refusal extends string>(
	work: Promise<Result>,
	refusals: Record<string, Refusal>,
): Promise<Result | { refused: Refusal }> {
	try {
		return await work;
	} catch (error) {
		const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
		const refused = refusals[constraint];
		if (refused === undefined || !['23505', '23514', '23503'].includes(codeOf(error) ?? '')) throw error;
		return { refused };
	}
}
