import { parseArgs } from 'node:util';
import { z } from 'zod';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { languages } from '#house/language/language.ts';
import { Email, Name } from '#rooms/identity/person-fields.ts';
import { isTeamRole, roles } from '#rooms/identity/roles.ts';

const USAGE =
	'npm run invite -- --organisation verviers --email x@verviers.example --name "Prénom Nom" --role organisation_administrator [--language fr]';
const givenHere = roles.filter((role) => !isTeamRole(role)).join(', ');

const InviteWish = z.object({
	/** Its key in the reference data, or its id. */
	organisation: z.string().min(1),
	email: Email,
	name: Name,
	role: z.enum(['organisation_administrator', 'contributor', 'committee_member', 'secretariat', 'auditor', 'operator']),
	language: z.enum(languages).default('fr'),
});
export type InviteWish = z.infer<typeof InviteWish>;

const problems: Record<string, string> = {
	organisation: '--organisation is missing: give the key of a signatory, as verviers, or the id of an organisation',
	email: '--email is missing or no whole address',
	name: '--name is missing, or not one line of at most 120 characters',
	role: `--role must be one of ${givenHere}; roles of a team are given by the organisation itself`,
	language: `--language must be one of ${languages.join(', ')}`,
};

export function readInviteWish(args: string[]): InviteWish {
	const parsed = InviteWish.safeParse(parse(args));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw refuse(problems[String(issue?.path[0])] ?? 'the arguments are not understood');
}

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	try {
		return parseArgs({
			args,
			options: { organisation: text, email: text, name: text, role: text, language: text },
		}).values;
	} catch (error) {
		throw refuse(error instanceof Error ? error.message : 'the arguments are not understood');
	}
}

function refuse(reason: string): OperatorProblem {
	return new OperatorProblem(`${reason.replace(/[.]$/, '')}: ${USAGE}.`);
}
