import { expect, test } from 'vitest';
import { explainFailure } from '../../scripts/launcher/explain-failure.ts';
import { explainConnection } from '../../src/house/database/explain-connection.ts';
import { ReferenceDataError } from '../../src/house/reference/reference-data-error.ts';

const failure = (code: string, message = 'no') => Object.assign(new Error(message), { code });

test('a broken reference row keeps its sentence, with file and line', () => {
	const error = new ReferenceDataError(
		'reference/postal_codes.csv, line 214',
		'postal_code "10A0" has not four digits.',
	);
	expect(explainFailure(error, 'data')).toBe(error.message);
	expect(error.message).toContain('line 214');
});

test.each([
	['ENOSPC', /^The disk of data is full/],
	['EDQUOT', /^The disk of data is full/],
	['53100', /^The disk of the database is full: .*; the database is as before\.$/],
	['EROFS', /^data is on a disk that cannot be written/],
	['EACCES', /^data may not be written by this user/],
])('%s is explained', (code, sentence) => {
	expect(explainFailure(failure(code), 'data')).toMatch(sentence);
});

test('a surprise is one line, and says how to see more', () => {
	expect(explainFailure(new Error('one\n\ttwo'), 'data')).toMatch(/\(one two\): run the same command with DEBUG=1/);
});

test.each([
	['ETIMEDOUT', 'no', /cannot be reached/],
	['', 'Connection terminated due to connection timeout', /does not answer/],
	['', 'The server does not support SSL connections', /^The encrypted connection to db:5432 failed/],
	['53300', 'no', /has no connection left/],
	['57P03', 'the database system is starting up', /is starting or stopping/],
	['28000', 'no pg_hba.conf entry', /pg_hba\.conf/],
])('a connection that fails with "%s" (%s) is explained', (code, message, sentence) => {
	const url = 'postgresql://user:secret@db/maillage';
	const problem = explainConnection('DATABASE_URL', url, failure(code, message));
	expect(problem?.message).toMatch(sentence);
	expect(problem?.message).not.toContain('secret');
});
