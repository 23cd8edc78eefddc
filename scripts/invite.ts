// Invites on behalf of Maillage itself: the first administrator of an organisation, the secretariat, the operator. The link goes by mail, and
// is printed where no mail server is set. Inviting again while an invitation is open replaces its link.
//   npm run invite -- --organisation verviers --email x@verviers.example --name "Prénom Nom" --role organisation_administrator [--language fr]
import { actAs } from '#house/database/act-as.ts';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { setSiteAddress, writeAddress } from '#house/web/site-address.ts';
import { listOwnOrganisations } from '#rooms/directory/list-own-organisations.server.ts';
import { INVITATION_DAYS } from '#rooms/identity/invitation.ts';
import { registerInvitationMail } from '#rooms/identity/invitation-mail.ts';
import { inviteAsSystem } from '#rooms/identity/invite-as-system.server.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { connectAsApplication } from './launcher/connect-as-application.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { readInviteWish, type InviteWish } from './launcher/invite-wish.ts';
import { readSettings } from './launcher/settings.ts';

const cleanup = new Cleanup();
stopOnSignals(cleanup, () => undefined);
try {
	await invite(readInviteWish(process.argv.slice(2)));
} catch (error) {
	reportFailure(error, 'data');
	process.exitCode = 1;
}
await cleanup.run();
process.exit();

async function invite({ organisation: wanted, ...wish }: InviteWish): Promise<void> {
	const settings = readSettings(process.env);
	const database = await connectAsApplication(settings, cleanup);
	const organisations = await listOwnOrganisations(database);
	const organisation = organisations.find(({ id, key }) => wanted === key || wanted === id);
	if (organisation === undefined) {
		const keys = organisations.map(({ key }) => key).join(', ');
		throw new OperatorProblem(`No organisation goes by "${wanted}": give one of ${keys}.`);
	}
	const { id: organisationId, name } = organisation;
	const organisationName = name[wish.language];
	registerInvitationMail();
	setSiteAddress(process.env.ORIGIN, process.env.PORT);
	const { path } = await actAs(database, { organisationId, role: 'system' }, (tx) =>
		inviteAsSystem(tx, { ...wish, organisationId, organisationName }),
	);
	say(`${wish.name} is invited to ${organisationName} as ${wish.role}, for ${INVITATION_DAYS} days.`);
	if (settings.mailServer !== undefined) return say(`The link is on its way to ${wish.email}.`);
	say(
		`No SMTP_URL is set: hand the link over yourself. It serves once, so open it nowhere before.\n${writeAddress(path)}`,
	);
}

function say(sentence: string): void {
	process.stdout.write(`${sentence}\n`);
}
