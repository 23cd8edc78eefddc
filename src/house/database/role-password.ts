import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { OperatorProblem } from './operator-problem.ts';

const ITERATIONS = 4096;

/**
 * The login password of a run-time role, derived from the user and password of the administrating URL:
 * nothing to store, and several web processes agree. Host, port and database may differ between them.
 */
export function deriveRolePassword(adminUrl: string, role: string): string {
	const url = new URL(adminUrl);
	const secret = decodeURIComponent(url.password) || process.env.PGPASSWORD || '';
	if (secret === '') {
		throw new OperatorProblem(
			'DATABASE_URL has no password, from which Maillage derives those of its two run-time roles: put one in the address, or give DATABASE_APP_URL and DATABASE_PUBLIC_URL.',
		);
	}
	return createHmac('sha256', secret)
		.update(`maillage role\0${decodeURIComponent(url.username)}\0${role}`)
		.digest('base64url');
}

/** The administrating URL with another login. */
export function loginUrl(adminUrl: string, role: string): string {
	const url = new URL(adminUrl);
	const password = deriveRolePassword(adminUrl, role);
	url.username = role;
	url.password = password;
	return url.href;
}

/** What PostgreSQL stores for a password (RFC 5803), so that the password itself never stands in a statement or a log. */
export function scramVerifier(password: string, salt: Buffer): string {
	const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
	const clientKey = createHmac('sha256', salted).update('Client Key').digest();
	const storedKey = createHash('sha256').update(clientKey).digest('base64');
	const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
	return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
