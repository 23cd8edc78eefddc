import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { Act } from '#rooms/audit/acts.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import type { SecretariatMove } from '../accession-decision.ts';
import type { AccessionFile } from '../accession-file.ts';
import type { AccessionMail } from '../accession-mail.ts';
import { askOpinions } from './ask-opinions.ts';
import { mailApplicant } from './mail-applicant.ts';
import { readFile } from './read-file.ts';
import { takeEffect } from './take-effect.ts';

type Move = SecretariatMove['move'];

/** What whoever applies is told of by mail. */
const mails: Partial<Record<Move, AccessionMail>> = {
	ask_back: 'question',
	admit: 'decided',
	decline: 'decided',
	defer: 'decided',
};

const acts: Record<Move, Act> = {
	ask_back: 'accession.returned',
	start_review: 'accession.review_begun',
	put_on_agenda: 'accession.scheduled',
	admit: 'accession.decided',
	decline: 'accession.decided',
	defer: 'accession.decided',
	sign: 'accession.signed',
	plan_effect: 'accession.effect_planned',
};

export function actOf(move: Move): Act {
	return acts[move];
}

/** What follows a move of the secretariat, in the same transaction. */
export async function afterMove(
	tx: Transaction<DB>,
	actor: Actor,
	{ id, move }: { id: string; move: Move },
): Promise<void> {
	const file = await getMoved(tx, id);
	if (move === 'start_review') await askOpinions(tx, file);
	const mail = mails[move];
	const { contactEmail: to, language } = file;
	if (mail !== undefined) await mailApplicant(tx, { accessionId: id, to, language, mail });
}

/** At once, where the day that was set is today or past; else the job of that day does it. */
export async function takeEffectIfDue(tx: Transaction<DB>, actor: Actor, id: string): Promise<void> {
	const file = await getMoved(tx, id);
	const isDue = file.effectiveOn !== null && file.effectiveOn <= readClock(new Date()).date;
	if (isDue) await takeEffect(tx, actor, file);
}

async function getMoved(tx: Transaction<DB>, id: string): Promise<AccessionFile> {
	const file = await readFile(tx, id);
	if (file === undefined) throw new Error(`the accession ${id} was moved and is gone`);
	return file;
}
