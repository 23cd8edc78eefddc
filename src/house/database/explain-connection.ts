import { codeOf, OperatorProblem } from './operator-problem.ts';

/** Refuses an address that cannot be one of a PostgreSQL, before any attempt. Never repeats its password. */
export function refuseMalformedUrl(setting: string, text: string): OperatorProblem | undefined {
	const shape = `${setting} must look like postgresql://user:password@host:5432/database (special characters in the password as %XX)`;
	if (!URL.canParse(text)) return new OperatorProblem(`The database address cannot be read: ${shape}.`);
	const url = new URL(text);
	if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
		return new OperatorProblem(`The database address begins with "${url.protocol}", not with "postgresql:": ${shape}.`);
	}
	if (url.hostname === '' && !url.searchParams.has('host')) {
		return new OperatorProblem(`The database address names no host: ${shape}.`);
	}
	if (url.pathname.length < 2) return new OperatorProblem(`The database address names no database: ${shape}.`);
	return undefined;
}

/** What a failed connection means, with the setting to correct. Undefined when it is no failure of the connection. */
export function explainConnection(setting: string, text: string, error: unknown): OperatorProblem | undefined {
	const url = new URL(text);
	const place = `${url.hostname}:${url.port || '5432'}`;
	const user = decodeURIComponent(url.username);
	const database = decodeURIComponent(url.pathname.slice(1));
	const message = error instanceof Error ? error.message : '';
	const sentence = explain({ code: codeOf(error), message, place, host: url.hostname, user, database, setting });
	return sentence === undefined ? undefined : new OperatorProblem(sentence, { cause: error });
}

interface Failure {
	code: string;
	message: string;
	place: string;
	host: string;
	user: string;
	database: string;
	setting: string;
}

function explain({ code, message, place, host, user, database, setting }: Failure): string | undefined {
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `The host "${host}" of ${setting} is not known: correct its name, or check the network.`;
		case 'ECONNREFUSED':
			return `No database server answers at ${place}: start it, or correct host and port in ${setting}.`;
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return `${place} of ${setting} cannot be reached: check the address, the network and the firewall.`;
		case '28P01':
			return `The server at ${place} refuses the password of "${user}": correct user or password in ${setting}.`;
		case '28000':
			return `The server at ${place} does not let "${user}" in (${message}): correct the user in ${setting}, or allow it in pg_hba.conf.`;
		case '3D000':
			return `There is no database "${database}" at ${place}: create it (CREATE DATABASE "${database}"), or correct the name in ${setting}.`;
		case '42501':
			return `"${user}" may not connect to the database "${database}": run GRANT CONNECT ON DATABASE "${database}" TO "${user}", or give another user in ${setting}.`;
		case '53300':
			return `The server at ${place} has no connection left: raise its max_connections, or stop a program that uses it.`;
		case '57P03':
			return `The server at ${place} is starting or stopping (${message}): try again in a moment.`;
	}
	if (/timeout/i.test(message))
		return `${place} of ${setting} does not answer: check the address, the network and the firewall.`;
	if (/password must be a string|no password/i.test(message))
		return `${setting} holds no password for "${user}": write postgresql://${user}:password@…`;
	if (/ssl|certificate|self.signed/i.test(message))
		return `The encrypted connection to ${place} failed (${message}): correct sslmode or the certificate in ${setting}.`;
	if (code.startsWith('E') || /terminated unexpectedly/i.test(message))
		return `What answers at ${place} is no PostgreSQL, or it broke off (${message || code}): correct host and port in ${setting}.`;
	return undefined;
}
