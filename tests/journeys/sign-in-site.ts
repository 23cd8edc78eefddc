import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { aMailServer, type MailServer } from '#house/testing/a-mail-server.ts';
import { anIssuer, type RunningIssuer } from '#house/testing/an-issuer.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { startThrowAwayCluster } from '#house/testing/throw-away-cluster.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findFreePort } from '../launcher/start.ts';
import { anApplication } from './application.ts';

/** A Maillage with a real mail server and two real issuers, reached by name so that passkeys work. */
export interface SignInSite {
	/** `http://localhost:…` */
	address: string;
	mail: MailServer;
	owner: Database;
	/** For commands of the operator. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

export async function aSignInSite(): Promise<SignInSite> {
	const undo: (() => unknown)[] = [];
	const stop = async () => {
		for (let next = undo.pop(); next !== undefined; next = undo.pop()) await next();
	};
	try {
		const folder = mkdtempSync(join(tmpdir(), 'maillage-sign-in-'));
		undo.push(() => rmSync(folder, { recursive: true, force: true }));
		await chmod(folder, 0o755);
		const cluster = await startThrowAwayCluster(folder, 18);
		undo.push(() => cluster.stop());
		const port = String(await findFreePort());
		const mail = await aMailServer();
		undo.push(() => mail.close());
		const redirectUri = `http://localhost:${port}/sign-in/return`;
		const issuers = await Promise.all([anIssuer({ redirectUri }), anIssuer({ redirectUri, groups: ['prevention'] })]);
		undo.push(() => Promise.all(issuers.map((issuer) => issuer.close())));
		const env = { DATABASE_URL: cluster.url, SMTP_URL: mail.url, MAIL_FROM: 'maillage@commune.test' };
		const application = await anApplication({
			...env,
			PORT: port,
			OIDC_ISSUERS: writeIssuers(folder, issuers),
			TRUST_PROXY: '1',
		});
		undo.push(() => application.stop());
		const owner = connectDatabase(
			openPool(cluster.url, { max: 2, applicationName: 'maillage-journeys', role: MIGRATOR }),
		);
		undo.push(() => owner.destroy());
		return { address: `http://localhost:${port}`, mail, owner, env, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

function writeIssuers(folder: string, [federal, regional]: RunningIssuer[]): string {
	const file = join(folder, 'issuers.json');
	const everywhere = (name: string) => ({ fr: name, nl: name, de: name, en: name });
	const entries = [
		{ key: 'federal', name: everywhere('Fédéral'), running: federal, vouchesForSecondFactor: { acr: ['level-2'] } },
		{ key: 'region', name: everywhere('Région'), running: regional, groupsClaim: 'groups' },
	].map(({ running, ...entry }) => ({
		...entry,
		issuer: running?.url,
		clientId: running?.clientId,
		clientSecret: running?.clientSecret,
	}));
	writeFileSync(file, JSON.stringify(entries));
	return file;
}

/** Someone who works for Verviers, with an address that the mail server takes. */
export async function anEmployee(
	{ owner }: SignInSite,
	role: Role = 'professional',
): Promise<{ email: string; personId: string }> {
	const organisationId = await getReferenceOrganisation(owner, 'verviers');
	const { signedIn } = await aColleague(owner, { organisationId, role, factors: 1, name: 'Alix Essai' });
	const { personId } = signedIn;
	const email = `${personId}@verviers.test`;
	await owner.updateTable('staff_member').set({ email }).where('id', '=', personId).execute();
	await owner.deleteFrom('session').where('person_id', '=', personId).execute();
	return { email, personId };
}

/** The texts of the mails to this address, oldest first, once there are so many. */
export async function waitForMails({ mail }: SignInSite, to: string, count: number): Promise<string[]> {
	const read = () =>
		mail.received.filter((each) => each.to.includes(to)).map(({ parts }) => parts.get('text/plain') ?? '');
	await vi.waitFor(() => expect(read()).toHaveLength(count), { timeout: 15_000, interval: 50 });
	return read();
}

export function readCode(mail: string | undefined): string {
	return /^\d{4} \d{4}$/m.exec(mail ?? '')?.[0] ?? 'no code';
}
