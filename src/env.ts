import { defineEnvVars } from '@sveltejs/kit/env';
import { z } from 'zod';

// Not known when the application is built, hence optional; the entrance refuses to open without them.
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ }).optional();
const wholeNumber = z
	.string()
	.regex(/^[0-9]{1,9}$/)
	.transform(Number);
const flag = z
	.enum(['0', '1'])
	.default('1')
	.transform((value) => value === '1');

/** What the running web application reads from its environment. `npm start` sets the two database addresses itself. */
export const variables = defineEnvVars({
	DATABASE_PUBLIC_URL: { schema: postgresUrl, description: 'Login of the role that reads what is published.' },
	DATABASE_APP_URL: { schema: postgresUrl, description: 'Login of the role for signed-in work.' },
	DEMO: { schema: flag, description: '0 leaves the demonstration network out.' },
	EXIT_URL: {
		schema: z.url({ protocol: /^https$/ }).default('https://www.meteo.be/'),
		description: 'The neutral site that quick exit leads to.',
	},
	ORIGIN: {
		schema: z.url().optional(),
		description: 'The public address of the site: site map, shared links, passkeys, the return from issuers.',
	},
	CONTACT_EMAIL: {
		schema: z.email().optional(),
		description: 'Where visitors and partners write about the site itself.',
	},
	METRICS_TOKEN: {
		schema: z.string().min(16).optional(),
		description: 'Bearer token for /metrics from elsewhere than loopback.',
	},
	RATE_LIMIT_PER_MINUTE: {
		schema: wholeNumber.default(1200),
		description: 'Requests a minute from one address; 0 lifts the limit. A classroom of thirty shares one address.',
	},
	DATA_DIR: {
		schema: z.string().default('data'),
		description: 'The data folder; the package of open data is kept in its folder exports.',
	},
	REFERENCE_DIR: { schema: z.string().default('reference'), description: 'Where the reference files are.' },
	SMTP_URL: {
		schema: z.url({ protocol: /^smtps?$/ }).optional(),
		description: 'The mail server, with user and password. Without it mail is kept, not sent.',
	},
	MAIL_FROM: { schema: z.email().optional(), description: 'The address mail comes from; goes with SMTP_URL.' },
	OIDC_ISSUERS: {
		schema: z.string().optional(),
		description: 'A JSON file with the issuers of OpenID Connect at which staff may sign in. See docs/signing-in.md.',
	},
	LOG_LEVEL: {
		schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
		description: 'What is logged.',
	},
});
