import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { registerOrganisation } from '#rooms/directory/register-organisation.server.ts';
import { inviteAsSystem } from '#rooms/identity/invite-as-system.server.ts';
import { nameApplicant, type AccessionFile } from '../accession-file.ts';
import { beginParticipation } from '../begin-participation.server.ts';
import { createParty } from '../create-party.server.ts';
import { recordPartyAct } from '../record-party-act.server.ts';
import { mailApplicant } from './mail-applicant.ts';
import { moveFile } from './move-file.ts';

/**
 * The day has come: a place in the directory, an entry in the register with its acts, its part in the domains, and its first
 * administrator's invitation; all or nothing, and once. False: it took effect already.
 */
export async function takeEffect(tx: Transaction<DB>, actor: AuditActor, file: AccessionFile): Promise<boolean> {
	const organisationId = await placeInDirectory(tx, file);
	const set = { candidate_organisation_id: organisationId };
	if (!(await moveFile(tx, file, { move: 'take_effect', by: 'system', set }))) return false;
	await enterInRegister(tx, actor, { file, organisationId });
	await inviteFirstAdministrator(tx, file, organisationId);
	const { id, contactEmail: to, language } = file;
	await mailApplicant(tx, { accessionId: id, to, language, mail: 'effective' });
	await recordAct(tx, actor, { act: 'accession.effective', object: `accession:${id}` });
	return true;
}

async function placeInDirectory(tx: Transaction<DB>, file: AccessionFile): Promise<string> {
	const { candidateOrganisationId, enterpriseNumber, kind, areaCodes, nameFr, nameNl, nameDe } = file;
	if (candidateOrganisationId !== null) return candidateOrganisationId;
	if (enterpriseNumber === null || kind === null) throw new Error(`the accession ${file.id} is not whole`);
	return registerOrganisation(tx, {
		key: enterpriseNumber,
		kind,
		areaCode: kind !== 'other' && areaCodes.length === 1 ? (areaCodes[0] ?? null) : null,
		names: { fr: nameFr, nl: nameNl, de: nameDe },
	});
}

async function enterInRegister(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ file, organisationId }: { file: AccessionFile; organisationId: string },
): Promise<void> {
	const { kind, areaCodes, language, approvedBy, approvedOn, signedOn, effectiveOn } = file;
	if (kind === null || approvedBy === null || approvedOn === null || signedOn === null || effectiveOn === null)
		throw new Error(`the accession ${file.id} is not whole`);
	const competences = file.competences === null ? {} : { [language]: file.competences };
	const { partyId } = await createParty(tx, actor, { organisationId, kind, areaCodes, competences });
	const approval = { on: approvedOn, documentId: file.approvalDocumentId, note: approvedBy };
	// A decision from before an earlier withdrawal says nothing any more: the register refuses it, and the file keeps it.
	await recordPartyAct(tx, actor, { partyId, kind: 'approved_by_competent_body', ...approval });
	const signature = { on: signedOn, documentId: file.signatureDocumentId };
	refuseSurprise(await recordPartyAct(tx, actor, { partyId, kind: 'acceded', ...signature }));
	refuseSurprise(await recordPartyAct(tx, actor, { partyId, kind: 'effective', on: effectiveOn }));
	for (const domain of file.domains) {
		const decidedBy = `${approvedBy}, ${approvedOn.split('-').toReversed().join('/')}`;
		refuseSurprise(await beginParticipation(tx, actor, { partyId, domain, from: effectiveOn, decidedBy }));
	}
}

async function inviteFirstAdministrator(
	tx: Transaction<DB>,
	file: AccessionFile,
	organisationId: string,
): Promise<void> {
	const { contactEmail, contactFunction, language } = file;
	if (contactEmail === null || contactFunction === null) return;
	await inviteAsSystem(tx, {
		organisationId,
		organisationName: nameApplicant(file, language),
		email: contactEmail,
		name: contactFunction,
		language,
		role: 'organisation_administrator',
	});
}

function refuseSurprise(result: object): void {
	if ('refused' in result) throw new Error(`the register refuses the accession: ${String(result.refused)}`);
}
