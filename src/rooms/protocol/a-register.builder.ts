import { PDFDocument } from '@cantoo/pdf-lib';
import { actAs } from '#house/database/act-as.ts';
import type { TestDatabase } from '#house/testing/a-database.ts';
import { anOrganisation, getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { systemActor } from '#rooms/audit/actor.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { createParty } from './create-party.server.ts';
import type { PartyActKind } from './party-act.ts';
import { recordPartyAct } from './record-party-act.server.ts';

type Handles = Pick<TestDatabase, 'owner' | 'app'>;

/** Who keeps the register, signed in. */
export async function aSecretary({ owner }: Pick<Handles, 'owner'>): Promise<SignedIn> {
	const organisationId = await getReferenceOrganisation(owner, 'fwb');
	return (await aColleague(owner, { organisationId, role: 'secretariat' })).signedIn;
}

/** A candidate or party with these acts, and its administrator. */
export async function aParty(
	{ owner, app }: Handles,
	acts: readonly (readonly [PartyActKind, on: string])[] = [
		['signed', '2020-01-01'],
		['effective', '2020-02-01'],
	],
): Promise<{ partyId: string; organisationId: string; administrator: SignedIn }> {
	const organisationId = await anOrganisation(owner, 'Commune de Sansnom');
	const actor = systemActor(organisationId);
	const { partyId } = await actAs(app, actor, async (tx) => {
		const created = await createParty(tx, actor, {
			organisationId,
			kind: 'municipality',
			areaCodes: ['63079'],
			competences: { fr: 'Prévention' },
		});
		for (const [kind, on] of acts) {
			const answer = await recordPartyAct(tx, actor, { partyId: created.partyId, kind, on });
			if ('refused' in answer) throw new Error(answer.refused);
		}
		return created;
	});
	const { signedIn } = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
	return { partyId, organisationId, administrator: signedIn };
}

export async function aPdf(title = 'Décision'): Promise<Uint8Array> {
	const document = await PDFDocument.create();
	document.setTitle(title);
	document.addPage().drawText(title);
	return document.save();
}
