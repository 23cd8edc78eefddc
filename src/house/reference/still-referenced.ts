import { codeOf } from '../database/operator-problem.ts';
import { ReferenceDataError } from './reference-data-error.ts';

/** A foreign key kept a row that the files no longer have: said in words. Any other error comes back as it is. */
export function explainStillReferenced(error: unknown, path: string, what: string): unknown {
	if (codeOf(error) !== '23503') return error;
	// PostgreSQL says 'Key (code)=(62063) is still referenced from table "organisation".'
	const detail = error instanceof Error && 'detail' in error ? String(error.detail) : '';
	const [, key = '', table = ''] = /=\((.*?)\).* table "(.*?)"/.exec(detail) ?? [];
	const problem = `${what} ${key} is gone from here, but rows of "${table}" still name it: change those first, or put it back.`;
	return new ReferenceDataError(path, problem, { cause: error });
}
