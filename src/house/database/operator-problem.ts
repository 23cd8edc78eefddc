/** A failure whose message is one ready sentence for the person who runs Maillage: what happened, and what to do. */
export class OperatorProblem extends Error {
	override name = 'OperatorProblem';
}

/** The code of a system or PostgreSQL error ('EACCES', '28P01'), or an empty string. */
export function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The error of a full disk when a program of PostgreSQL says so; a short write does not name the reason, but hints at it. */
export function asFullDisk(output: string): Error | undefined {
	if (!/No space left on device|Check free disk space/.test(output)) return undefined;
	return Object.assign(new Error(output), { code: 'ENOSPC' });
}
