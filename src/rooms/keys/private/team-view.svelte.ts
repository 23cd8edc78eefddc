import type { Language } from '#house/language/language.ts';
import type { Keyring } from '../keyring.ts';
import { OwnKeys } from '../own-keys.ts';
import { putTeam } from '../reopen-team.ts';
import type { RenewContent } from '../renewal-work.ts';
import { TeamKeyState } from '../team-key.ts';
import type { HeldEpoch } from './team-key-work.ts';
import { Work } from './work.svelte.ts';

interface Place {
	language: () => Language;
	teamId: string;
	endpoints: { own: string; state: string; change: string; wraps: string };
	renewContent: RenewContent;
}

/** What whoever has unlocked sees of a team's key. */
export class TeamView extends Work {
	team = $state.raw<TeamKeyState>();
	keyring = $state.raw<Keyring>();
	progress = $state.raw<{ done: number; of: number }>();
	/** The current keys of the team, if this person holds them. */
	held = $state.raw<HeldEpoch>();
	protected readonly place: Place;

	constructor(place: Place) {
		super(place.language);
		this.place = place;
	}

	async unlocked(opened: Keyring): Promise<void> {
		this.keyring = opened;
		opened.onLock(() => {
			this.keyring = this.held = undefined;
		});
		await this.#look();
	}

	/** Without forgetting why something was refused. */
	protected async lookAgain(): Promise<void> {
		const { trouble } = this;
		await this.#look();
		if (trouble !== '') this.trouble = trouble;
	}

	/** How the key stands, and what of it is sealed for whoever is here. */
	async #look(): Promise<void> {
		const { endpoints, teamId } = this.place;
		const team = await this.ask(endpoints.state, {}, TeamKeyState);
		const own = await this.ask(endpoints.own, {}, OwnKeys);
		if (this.keyring === undefined || team === undefined) return;
		if (own !== undefined) await putTeam(this.keyring, own, teamId);
		const found = this.keyring.findCurrent(teamId);
		this.team = team;
		this.held = found && {
			scope: { organisationId: team.organisationId, teamId, epoch: found.epoch },
			keys: found.keys,
		};
	}
}
