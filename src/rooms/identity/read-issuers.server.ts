import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { IssuerFile, type Issuer } from './issuer.ts';

/** The issuers of the operator's file; none without one. Throws one sentence that names the file and the field. Asks nobody anything. */
export function readIssuers(file: string | undefined, env: NodeJS.ProcessEnv): Issuer[] {
	if (file === undefined || file === '') return [];
	const read = IssuerFile.safeParse(readJson(file));
	if (!read.success) throw refuse(file, describe(read.error));
	return read.data.map(({ clientSecretEnv, ...issuer }, index) => {
		if (clientSecretEnv === undefined) return issuer;
		const clientSecret = env[clientSecretEnv];
		if (clientSecret === undefined || clientSecret === '') {
			throw refuse(file, `[${index}].clientSecretEnv names ${clientSecretEnv}, which is not set`);
		}
		return { ...issuer, clientSecret };
	});
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		// The parser's words would quote the file, and with it a secret.
		throw refuse(file, error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read');
	}
}

/** The first problem alone. Never the value, which may be a secret. */
function describe({ issues }: z.ZodError): string {
	const [issue] = issues;
	const path = (issue?.path ?? [])
		.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
		.join('');
	const field = path === '' ? 'the list' : path;
	return `${field}: ${issue?.message ?? 'cannot be read'}`;
}

function refuse(file: string, reason: string): OperatorProblem {
	return new OperatorProblem(
		`OIDC_ISSUERS is "${file}", which Maillage cannot use: ${reason} (see docs/signing-in.md).`,
	);
}
