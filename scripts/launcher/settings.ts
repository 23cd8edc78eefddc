import { resolve } from 'node:path';
import { OperatorProblem } from '#house/database/operator-problem.ts';

/** What the person who runs Maillage may choose, by environment variables. */
export interface Settings {
	host: string;
	port: number;
	trustProxy: boolean;
	dataDirectory: string;
	/** Undefined: Maillage runs its own PostgreSQL in the data folder. */
	databaseUrl: string | undefined;
	/** The logins of the two run-time roles, when the operator made them. */
	roleUrls: { app: string; public: string } | undefined;
	demonstration: boolean;
	/** Undefined: mail is kept, not sent. */
	mailServer: string | undefined;
	migrationsDirectory: string;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
	return {
		host: env.HOST || '127.0.0.1',
		port: readPort(env.PORT),
		trustProxy: readFlag(env, 'TRUST_PROXY', false),
		dataDirectory: resolve(env.DATA_DIR || 'data'),
		databaseUrl: env.DATABASE_URL || undefined,
		roleUrls: readRoleUrls(env),
		demonstration: readFlag(env, 'DEMO', true),
		mailServer: readMailServer(env),
		migrationsDirectory: resolve(env.MIGRATIONS_DIR || 'migrations'),
	};
}

function readPort(text: string | undefined): number {
	if (text === undefined || text === '') return 3000;
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new OperatorProblem(
		`PORT is "${text}", which is no port: give a whole number from 1 to 65535, for example PORT=3001.`,
	);
}

function readFlag(env: NodeJS.ProcessEnv, name: string, otherwise: boolean): boolean {
	const text = env[name];
	if (text === undefined || text === '') return otherwise;
	if (text === '0' || text === '1') return text === '1';
	throw new OperatorProblem(`${name} is "${text}": give ${name}=1 for yes or ${name}=0 for no.`);
}

function readRoleUrls(env: NodeJS.ProcessEnv): { app: string; public: string } | undefined {
	const { DATABASE_URL: database, DATABASE_APP_URL: app, DATABASE_PUBLIC_URL: reader } = env;
	if (!app && !reader) return undefined;
	if (app && reader && database) return { app, public: reader };
	throw new OperatorProblem(
		'DATABASE_APP_URL and DATABASE_PUBLIC_URL go together, and with DATABASE_URL: give the three, or leave the first two out and let Maillage make these roles.',
	);
}

/** Never repeats the address of the mail server, which holds its password. */
function readMailServer({ SMTP_URL: url, MAIL_FROM: from }: NodeJS.ProcessEnv): string | undefined {
	if (!url && !from) return undefined;
	if (!url || !from) {
		throw new OperatorProblem(
			'SMTP_URL and MAIL_FROM go together: give the mail server and the address mail comes from, or neither, and mail is kept.',
		);
	}
	if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || new URL(url).hostname === '') {
		throw new OperatorProblem(
			'SMTP_URL cannot be read: it must look like smtps://user:password@mail.example:465 or smtp://user:password@mail.example:587 (special characters in the password as %XX).',
		);
	}
	if (!/^[^\s@<>,;:"]+@[^\s@<>,;:"]+[.][^\s@<>,;:"]+$/.test(from)) {
		throw new OperatorProblem(`MAIL_FROM is "${from}": give one address without a name, as maillage@commune.example.`);
	}
	return url;
}
