import { access as audit } from '#rooms/audit/access.ts';
import type { AccessRule } from '#rooms/identity/access-rule.ts';
import { access as directory } from '#rooms/directory/access.ts';
import { access as identity } from '#rooms/identity/access.ts';
import { access as orientation } from '#rooms/orientation/access.ts';
import { access as protocol } from '#rooms/protocol/access.ts';
import { directoryAccess } from './directory-access.ts';
import { requestsAccess } from './requests-access.ts';
import { keysAccess } from './keys-access.ts';

/** Who finds this page, and who may send each of its forms; a form without a name is `default`. */
export interface RouteAccess {
	/** Left out where there is only a form to send. */
	page?: AccessRule;
	actions?: Record<string, AccessRule>;
}

/**
 * Every page under /work by its path: the rule of the door that it opens first. The rail shows what a person may open, and a journey asks
 * every page and every form as everyone.
 */
export const routeAccess = {
	'': { page: 'signed_in' },
	'/accessions': { page: protocol.listAccessions },
	'/accessions/[id]': {
		page: protocol.findAccession,
		actions: { move: protocol.moveAccession, opinion: protocol.giveAccessionOpinion },
	},
	'/accessions/[id]/document': {
		page: protocol.attachAccessionDocument,
		actions: { default: protocol.attachAccessionDocument },
	},
	'/accessions/[id]/papers/[document]': { page: protocol.findAccessionDocument },
	'/my-details': { page: identity.getMyDetails, actions: { default: identity.changeMyDetails } },
	'/invitation': { page: 'signed_in', actions: { default: identity.acceptAsColleague } },
	'/identities': {
		page: identity.listIdentities,
		actions: { link: 'signed_in', keep: identity.linkUnlinkedIdentity, unlink: identity.unlinkIdentity },
	},
	'/passkeys': { page: identity.listPasskeys, actions: { default: identity.addPasskey } },
	// Only of a passkey of one's own: a journey of signing in opens it.
	'/passkeys/[id]': { actions: { rename: identity.renamePasskey, remove: identity.removePasskey } },
	'/passkeys/options': { actions: { default: identity.offerNewPasskey } },
	// Leads whoever has shown theirs on to where they were going.
	'/second-factor': { actions: { passkey: 'signed_in', issuer: 'signed_in' } },
	'/sessions': {
		page: identity.listSessions,
		actions: { end: identity.endSession, others: identity.endOtherSessions },
	},
	'/register': { page: protocol.enterPartyAct },
	'/register/[key]': { page: protocol.enterPartyAct },
	'/register/[key]/document': { page: protocol.keepDocument, actions: { default: protocol.keepDocument } },
	'/register/[key]/act': { page: protocol.enterPartyAct, actions: { default: protocol.enterPartyAct } },
	'/register/texts': { page: protocol.putText },
	'/register/texts/version': { page: protocol.addVersion, actions: { default: protocol.addVersion } },
	'/register/texts/[number]': { page: protocol.putText, actions: { default: protocol.putText } },
	'/register/texts/[number]/document': { page: protocol.keepDocument, actions: { default: protocol.keepDocument } },
	'/services/[id]/suggest': {
		page: directory.sendPartnerSuggestion,
		actions: { default: directory.sendPartnerSuggestion },
	},
	'/[organisation]/participation': {
		page: protocol.takePart,
		actions: {
			begin: protocol.takePart,
			end: protocol.leaveDomain,
			strike: protocol.strikeParticipation,
			contact: protocol.giveContact,
			remove: protocol.removeContact,
		},
	},
	'/gaps': { page: orientation.listGaps },
	'/gaps/export': { page: orientation.listGaps },
	'/services/[id]': { page: directory.findProfessionalContact },
	...directoryAccess,
	...requestsAccess,
	...keysAccess,
	'/[organisation]/people': { page: identity.listPeople },
	'/[organisation]/people/[person]': {
		page: identity.findColleague,
		actions: { give: identity.giveRole, withdraw: identity.withdrawRole, leave: identity.endWork },
	},
	'/[organisation]/people/[person]/release': {
		page: identity.findColleagueName,
		actions: { default: identity.releaseColleague },
	},
	'/[organisation]/teams': {
		page: identity.listTeams,
		actions: { open: identity.openTeam, rename: identity.renameTeam, close: identity.closeTeam },
	},
	'/[organisation]/invitations': {
		page: identity.listInvitations,
		actions: { invite: identity.inviteColleague, again: identity.inviteAgain, withdraw: identity.revokeInvitation },
	},
	'/[organisation]/audit': { page: audit.listActs },
	'/[organisation]/audit/export': { actions: { default: audit.exportActs } },
} as const satisfies Record<string, RouteAccess>;
