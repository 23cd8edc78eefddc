import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { beginRenewal } from '../begin-renewal.server.ts';
import { endRenewal } from '../end-renewal.server.ts';
import { findTeamKey } from '../find-team-key.server.ts';
import { getOwnKeys } from '../get-own-keys.server.ts';
import { giveRecovery } from '../give-recovery.server.ts';
import { giveTeamKey } from '../give-team-key.server.ts';
import { giveUpRenewal } from '../give-up-renewal.server.ts';
import { TeamKeyChange, type TeamKeyChangeSent } from '../key-changes.ts';
import { makeTeamKey } from '../make-team-key.server.ts';
import { openTeamKeys } from '../open-team-keys.ts';
import { recoverTeamKey } from '../recover-team-key.server.ts';
import type { KeyHolder } from '../team-keys.builder.ts';
import { useRenewedKey } from '../use-renewed-key.server.ts';
import type { HeldEpoch } from './team-key-work.ts';

type Scope = { organisationId: string; teamId: string };

/** For tests: what the page of a team's keys does for one person, with the same pieces and without a browser. */
export function atThePage(app: Database, { person, scope }: { person: SignedIn; scope: Scope }) {
	const by = { person, scope };
	function send(sent: TeamKeyChangeSent) {
		const wish = TeamKeyChange.parse(sent);
		switch (wish.change) {
			case 'make':
				return makeTeamKey(app, by, wish);
			case 'give':
				return giveTeamKey(app, by, wish);
			case 'give_recovery':
				return giveRecovery(app, by, wish);
			case 'recover':
				return recoverTeamKey(app, by, wish);
			case 'begin_renewal':
				return beginRenewal(app, by, wish);
			case 'use_renewed':
				return useRenewedKey(app, by, wish);
			case 'give_up_renewal':
				return giveUpRenewal(app, by, wish);
			case 'end_renewal':
				return endRenewal(app, by, wish);
		}
	}
	async function look() {
		const state = await findTeamKey(app, person, scope);
		if ('refused' in state) throw new Error(state.refused);
		return state;
	}
	return { send, look };
}

/** What someone opens of a team with their identity: the epochs, and the current one if they hold it. */
export async function open(app: Database, holder: KeyHolder, { organisationId, teamId }: Scope) {
	const { teams } = await getOwnKeys(app, holder.signedIn, { organisationId });
	const team = teams.find((each) => each.teamId === teamId);
	const opened = team && (await openTeamKeys(holder.identity, team));
	const epoch = opened?.current;
	const keys = epoch === undefined ? undefined : opened?.epochs.get(epoch);
	const held: HeldEpoch | undefined =
		epoch === undefined || keys === undefined ? undefined : { scope: { organisationId, teamId, epoch }, keys };
	return { epochs: [...(opened?.epochs.keys() ?? [])].toSorted((a, b) => a - b), held };
}
