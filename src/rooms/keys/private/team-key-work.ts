import { sealToRecipients } from '#house/crypto/age-file.ts';
import { fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import { deriveTeamKeys, makeTeamSecret, type TeamKeys } from '#house/crypto/team-secret.ts';
import type { HolderWrapSent, RecoveryWrapSent, TeamKeyChangeSent } from '../key-changes.ts';
import { sealPreviousSecret, type EpochScope } from '../previous-secret.ts';
import type { TeamKeyState, TeamMember } from '../team-key.ts';
import { isVouchedFor, vouchFor } from '../vouch.ts';

/** The keys of an epoch of a team, as whoever holds them has them open. */
export interface HeldEpoch {
	scope: EpochScope;
	keys: TeamKeys;
}

type Recipient = { id: string; recipient: string };

/** The team's secret for one person, whose fingerprint was compared. */
export async function wrapFor({ scope, keys }: HeldEpoch, personId: string, key: Recipient): Promise<HolderWrapSent> {
	const file = toBase64(await sealToRecipients(keys.secret, [key.recipient]));
	const vouch = toBase64(vouchFor(key.recipient, personId, { scope, vaultKey: keys.vaultKey }));
	return { personId, keyId: key.id, file, vouch };
}

/** The team's secret for the organisation's paper, whose fingerprint was compared. */
export async function wrapForPaper({ scope, keys }: HeldEpoch, paper: Recipient): Promise<RecoveryWrapSent> {
	const file = toBase64(await sealToRecipients(keys.secret, [paper.recipient]));
	const vouch = toBase64(vouchFor(paper.recipient, paper.id, { scope, vaultKey: keys.vaultKey }));
	return { recoveryId: paper.id, file, vouch };
}

/** The first secret of a team, and what is sent of it. */
export async function makeTeam(
	{ organisationId, teamId }: TeamKeyState,
	me: TeamMember & { key: Recipient },
): Promise<TeamKeyChangeSent> {
	const keys = await deriveTeamKeys(makeTeamSecret());
	const scope = { organisationId, teamId, epoch: 1 };
	return {
		change: 'make',
		intakeRecipient: keys.intakeRecipient,
		wrap: await wrapFor({ scope, keys }, me.personId, me.key),
	};
}

/** Someone, or the paper, for whom the team's secret is sealed again when it is renewed. */
export interface Heir {
	id: string;
	/** Null for the paper. */
	name: string | null;
	key: Recipient;
	/** Whether a holder has vouched for this very recipient. Else its fingerprint is compared before anything is sealed to it. */
	isVouchedFor: boolean;
}

/** Who holds the current secret and goes on holding it. */
export function listHeirs(state: TeamKeyState, { scope, keys }: HeldEpoch): Heir[] {
	const by = { scope, vaultKey: keys.vaultKey };
	const check = (holds: { epoch: number; vouch: string | null }[], claim: { recipient: string; whose: string }) => {
		const vouch = holds.find(({ epoch }) => epoch === scope.epoch)?.vouch ?? null;
		return vouch !== null && isVouchedFor(fromBase64(vouch), claim, by);
	};
	const isHeld = (holds: { epoch: number }[]) => holds.some(({ epoch }) => epoch === scope.epoch);
	const heirs: Heir[] = state.members.flatMap(({ personId, name, key, holds }) =>
		key === null || !isHeld(holds)
			? []
			: [{ id: personId, name, key, isVouchedFor: check(holds, { recipient: key.recipient, whose: personId }) }],
	);
	const { recovery } = state;
	if (recovery === null || !isHeld(recovery.holds)) return heirs;
	const isVouched = check(recovery.holds, { recipient: recovery.recipient, whose: recovery.id });
	return [
		...heirs,
		{ id: recovery.id, name: null, key: { id: recovery.id, recipient: recovery.recipient }, isVouchedFor: isVouched },
	];
}

/** The next secret of a team, sealed for each of these, with the one before under its vault key. */
export async function makeNext(held: HeldEpoch, heirs: readonly Heir[]): Promise<TeamKeyChangeSent> {
	const keys = await deriveTeamKeys(makeTeamSecret());
	const scope = { ...held.scope, epoch: held.scope.epoch + 1 };
	const wraps: HolderWrapSent[] = [];
	let recovery: RecoveryWrapSent | null = null;
	for (const { id, name, key } of heirs) {
		if (name === null) recovery = await wrapForPaper({ scope, keys }, key);
		else wraps.push(await wrapFor({ scope, keys }, id, key));
	}
	return {
		change: 'begin_renewal',
		epoch: scope.epoch,
		intakeRecipient: keys.intakeRecipient,
		previousSecret: toBase64(sealPreviousSecret(held.keys.secret, scope, keys.vaultKey)),
		wraps,
		recovery,
	};
}
