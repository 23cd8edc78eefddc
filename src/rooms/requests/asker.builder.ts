import { randomBytes } from 'node:crypto';
import type { Database } from '#house/database/kysely.ts';
import { splitRequesterKey, type RequesterKeys } from '#house/crypto/requester-keys.ts';
import { aService, getOwnerOfService } from '#rooms/directory/service.builder.ts';
import { aTeamWithKeys, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import type { Intake } from './intake.ts';
import { anIntake, intakeOf } from './request.builder.ts';
import { reserveLocator } from './reserve-locator.server.ts';
import { makeSender, sealRequest, type Draft, type DraftFile, type Sender } from './seal-request.ts';

export interface AskedTeam {
	team: TeamWithKeys;
	serviceId: string;
	intake: Intake;
}

/** A published service whose team takes what is written to it, for tests. */
export async function anAskedTeam(owner: Database, name = 'Accueil'): Promise<AskedTeam> {
	const serviceId = await aService(name).published(owner);
	const organisationId = await getOwnerOfService(owner, serviceId);
	const team = await aTeamWithKeys(owner, { organisationId });
	await anIntake(owner, team, serviceId);
	return { team, serviceId, intake: intakeOf(team) };
}

export function aDraft(text = 'Je m’inquiète pour mon frère.', files: readonly DraftFile[] = []): Draft {
	const reach = { by: 'here', where: '', when: '', leaveNoMessage: true } as const;
	return { text, name: '', writer: 'relative', age: 'adult', reach, interpreter: '', files };
}

export interface Asker {
	sender: Sender;
	keys: RequesterKeys;
}

/** Someone about to send, with keys drawn at once: the scrypt of a receipt takes half a second. */
export async function anAsker(app: Database): Promise<Asker> {
	return { sender: makeSender(await reserveLocator(app)), keys: splitRequesterKey(randomBytes(32)) };
}

/** What is sent, sealed as the browser does it. */
export function aSealedRequest(
	{ sender, keys }: Asker,
	intake: Intake,
	{ draft = aDraft(), notice = null }: { draft?: Draft; notice?: string | null } = {},
) {
	return sealRequest(draft, { sender, keys, intake, language: 'fr', notice });
}
