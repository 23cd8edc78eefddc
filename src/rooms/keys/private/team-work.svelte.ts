import { recipientOf } from '#house/crypto/age-file.ts';
import { roomTexts } from '#messages/keys';
import type { TeamKeyChangeSent } from '../key-changes.ts';
import type { TeamMember, TeamRecovery } from '../team-key.ts';
import { describeTrouble } from './describe-trouble.ts';
import { openWithPaper } from './open-with-paper.ts';
import { makeNext, makeTeam, wrapFor, wrapForPaper, type Heir } from './team-key-work.ts';
import { TeamView } from './team-view.svelte.ts';

/** What the page of a team's keys does, for whoever has unlocked. */
export class TeamWork extends TeamView {
	get #t() {
		return roomTexts(this.place.language());
	}

	make = () =>
		this.#change(async () => {
			const [me, key] = [this.#me(), await this.#myKey()];
			return this.team && me && key && makeTeam(this.team, { ...me, key });
		}, this.#t.done_team_key_made);

	give = ({ personId, key, name }: TeamMember) =>
		this.#change(async () => {
			if (this.held === undefined || key === null) return undefined;
			return { change: 'give', epoch: this.held.scope.epoch, wrap: await wrapFor(this.held, personId, key) };
		}, this.#t.done_given({ name }));

	giveToPaper = (paper: TeamRecovery) =>
		this.#change(async () => {
			if (this.held === undefined) return undefined;
			return { change: 'give_recovery', epoch: this.held.scope.epoch, wrap: await wrapForPaper(this.held, paper) };
		}, this.#t.done_paper_given);

	recover = (identity: string) =>
		this.#change(async () => {
			const [me, key] = [this.#me(), await this.#myKey()];
			if (this.team === undefined || me === undefined || key === undefined) return undefined;
			const opened = await openWithPaper(this.team, identity);
			return { change: 'recover', epoch: opened.scope.epoch, wrap: await wrapFor(opened, me.personId, key) };
		}, this.#t.done_recovered);

	giveUp = () =>
		this.#change(
			async () => this.team?.epochs[0] && { change: 'give_up_renewal', epoch: this.team.epochs[0].epoch },
			'',
		);

	renew = (heirs: Heir[]) =>
		this.run(async () => {
			if (this.held === undefined) return undefined;
			const isBegun = await this.#send(await makeNext(this.held, heirs));
			await this.lookAgain();
			return isBegun ? this.#goOn() : undefined;
		});

	goOn = () => this.run(() => this.#goOn());

	/** From wherever it stands to the end: the new key in use, everything moved to it, the old one forgotten. */
	async #goOn(): Promise<string | undefined> {
		const newest = this.team?.epochs[0];
		if (newest === undefined || this.keyring === undefined) return undefined;
		const isUsed = newest.state !== 'preparing' || (await this.#send({ change: 'use_renewed', epoch: newest.epoch }));
		await this.lookAgain();
		if (!isUsed) return undefined;
		try {
			return await this.#moveContent(newest.epoch);
		} finally {
			this.progress = undefined;
			await this.lookAgain();
		}
	}

	async #moveContent(epoch: number): Promise<string | undefined> {
		if (this.team === undefined || this.keyring === undefined) return undefined;
		const onLeft = (left: number) => {
			const of = Math.max(left, this.progress?.of ?? 0);
			this.progress = { done: of - left, of };
		};
		const { renewContent, endpoints, language } = this.place;
		const { organisationId, teamId } = this.team;
		const what = { organisationId, teamId, epoch, keyring: this.keyring };
		const moved = await renewContent({ ...what, endpoint: endpoints.wraps, onLeft });
		if ('trouble' in moved) this.trouble = describeTrouble(moved, language());
		else if (moved.failed > 0) this.trouble = this.#t.renewal_failed({ count: moved.failed });
		else if (await this.#send({ change: 'end_renewal', epoch })) return this.#t.done_renewed;
		return undefined;
	}

	/** Makes a change, then looks at what there is: for whoever is here too, whatever was refused. */
	#change(make: () => Promise<TeamKeyChangeSent | undefined>, said: string): Promise<void> {
		return this.run(async () => {
			const wish = await make();
			const isDone = wish !== undefined && (await this.#send(wish));
			await this.lookAgain();
			return isDone ? said : undefined;
		});
	}

	#send(change: TeamKeyChangeSent): Promise<boolean> {
		return this.change(this.place.endpoints.change, change);
	}

	#me(): TeamMember | undefined {
		return this.team?.members.find(({ isMe }) => isMe);
	}

	/** The recipient comes from the identity that is open here, not from what the server says. */
	async #myKey() {
		return this.keyring && { id: this.keyring.keyId, recipient: await recipientOf(this.keyring.getIdentity()) };
	}
}
