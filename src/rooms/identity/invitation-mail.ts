import { z } from 'zod';
import { formatDate } from '#house/language/dates.ts';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';
import { describeRole } from '#rooms/audit/describe-act.ts';

export const INVITATION_MAIL = 'identity.invitation';

const InvitationMail = z.object({
	organisation: z.string(),
	role: z.string(),
	/** YYYY-MM-DD, the last whole day. */
	until: z.iso.date(),
	path: z.string().startsWith('/'),
});
/** What the mail of an invitation needs: the organisation and the role it is about, until when, and its secret address. */
export type InvitationMail = z.infer<typeof InvitationMail>;

/** At start, before any invitation is written or sent. */
export function registerInvitationMail(): void {
	registerMail(INVITATION_MAIL, (data, language) => {
		const { organisation, role, until, path } = InvitationMail.parse(data);
		const t = texts(language).identity;
		return frameMail(
			{
				subject: t.mail_invitation_subject({ organisation }),
				paragraphs: [
					t.mail_invitation_body({ organisation, role: describeRole(role, language) }),
					t.mail_invitation_until({ date: formatDate(until, language) }),
				],
				action: { label: t.mail_invitation_open, url: writeAddress(path) },
			},
			language,
		);
	});
}
