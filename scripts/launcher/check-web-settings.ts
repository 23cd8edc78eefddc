import { variables } from '#env';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { readIssuers } from '#rooms/identity/read-issuers.server.ts';

/**
 * Refuses, before anything is prepared, a setting that the web application would refuse at the very end. The rules are those of
 * src/env.ts and of the file of issuers; an empty value counts as none.
 */
export async function checkWebSettings(env: NodeJS.ProcessEnv): Promise<void> {
	for (const [name, { schema, description }] of Object.entries(variables)) {
		if (env[name] === '') {
			delete env[name];
		}
		const result = await schema['~standard'].validate(env[name]);
		if (result.issues) {
			throw new OperatorProblem(
				`${name} is "${env[name]}", which Maillage cannot use (${result.issues[0]?.message ?? 'unreadable'}). ${description} Correct it or leave it out.`,
			);
		}
	}
	readIssuers(env.OIDC_ISSUERS, env);
}
