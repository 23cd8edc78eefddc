import { codeOf, OperatorProblem } from '#house/database/operator-problem.ts';

/** One sentence that says what happened and what to do, for whatever stopped a start. */
export function explainFailure(error: unknown, place: string): string {
	if (error instanceof OperatorProblem) return error.message;
	const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : place;
	switch (codeOf(error)) {
		case 'EROFS':
			return `${path} is on a disk that cannot be written: choose another folder with DATA_DIR, or mount the disk for writing.`;
		case 'EACCES':
		case 'EPERM':
			return `${path} may not be written by this user: give yourself the right, or choose another folder with DATA_DIR.`;
		case 'ENOSPC':
		case 'EDQUOT':
			return `The disk of ${place} is full: free some space (300 MB will do to begin with), or choose another folder with DATA_DIR.`;
		case '53100':
			return 'The disk of the database is full: free some space, then start again; the database is as before.';
		case 'ENOTDIR':
		case 'EEXIST':
			return `${path} is not a folder: choose another one with DATA_DIR.`;
		case 'ENOENT':
			return `${path} does not exist: get the whole of Maillage again, or correct the setting that names it.`;
		default:
			return `Maillage stopped on something it did not expect (${error instanceof Error ? oneLine(error.message) : String(error)}): run the same command with DEBUG=1 and report what it prints.`;
	}
}

/** Ends the process on a failure: the sentence, and with DEBUG=1 where it came from. */
export function reportFailure(error: unknown, place: string): void {
	process.stderr.write(`${explainFailure(error, place)}\n`);
	if (process.env.DEBUG === '1') console.error(error);
}

function oneLine(text: string): string {
	return text.trim().replaceAll(/\s+/g, ' ');
}
