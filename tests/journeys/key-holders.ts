import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import {
	aPassphraseSlot,
	aTeamWithKeys,
	KNOWN_PASSPHRASE,
	type KeyHolder,
	type TeamWithKeys,
} from '#rooms/keys/team-keys.builder.ts';
import type { Page } from 'playwright-core';
import { behindThePages } from './staff.ts';
import { aVisitor, type Visitor } from './visitor.ts';
import { roomTexts } from '#messages/keys';

interface Wish {
	/** A signatory, by its key in the reference data; or any organisation. */
	of?: string;
	organisationId?: string;
	holders?: number;
}

/** A team of a signatory whose imaginary members hold its key and have a passphrase: `unlock` types it. */
export async function aTeamOfHolders({ of, holders = 2, ...where }: Wish): Promise<TeamWithKeys> {
	const owner = behindThePages();
	const organisationId = where.organisationId ?? (await getReferenceOrganisation(owner, of ?? 'verviers'));
	const team = await aTeamWithKeys(owner, { organisationId, holders, imaginary: true });
	for (const holder of team.holders) await aPassphraseSlot(owner, holder);
	return team;
}

/** One of them, signed in. */
export async function aHolder(
	team: TeamWithKeys,
	{ which = 0, ...wishes }: Parameters<typeof aVisitor>[0] & { which?: number } = {},
): Promise<Visitor & { holder: KeyHolder }> {
	const holder = team.holders[which];
	if (holder === undefined) throw new Error(`the team has no holder ${which}`);
	return Object.assign(await aVisitor({ ...wishes, session: holder.token }), { holder });
}

/** Types the known passphrase where the page asks for it. */
export async function unlock(page: Page, typed = KNOWN_PASSPHRASE): Promise<void> {
	const t = roomTexts('fr');
	await page.getByLabel(t.passphrase, { exact: true }).fill(typed);
	await page.getByRole('button', { name: t.unlock_submit, exact: true }).click();
}
