import { z } from 'zod';
import { formatDate } from '#house/language/dates.ts';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { texts } from '#messages';

export const PROPOSAL_MAIL = 'directory.merge_proposal';

const ProposalMail = z.object({ until: z.iso.date(), path: z.string().startsWith('/') });

/** At start, before any reminder is sent. It says that something waits, not what. */
export function registerProposalMail(): void {
	registerMail(PROPOSAL_MAIL, (data, language) => {
		const { until, path } = ProposalMail.parse(data);
		const t = texts(language).directory;
		const parts = {
			subject: t.merge_mail_subject,
			paragraphs: [t.merge_mail_body({ date: formatDate(until, language) }), t.merge_mail_how],
			action: { label: t.merge_mail_open, url: writeAddress(path) },
		};
		return frameMail(parts, language);
	});
}
