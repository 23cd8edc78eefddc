import { z } from 'zod';
import { registerFrequentJob } from '#house/jobs/job.ts';
import { frameMail } from '#house/mail/frame-mail.ts';
import { registerMail } from '#house/mail/mail.ts';
import { texts } from '#messages';
import { accessChanges } from './access-change.ts';
import { forgetSignIns } from './forget-sign-ins.server.ts';

const SignInCode = z.object({ code: z.string() });
const AccessChanged = z.object({ change: z.enum(accessChanges) });

/** At start: the mails of signing in, and the job that forgets what has expired. */
export function registerSignIn(): void {
	registerMail('identity.sign_in_code', (data, language) => {
		const t = texts(language).identity;
		const { code } = SignInCode.parse(data);
		const paragraphs = [t.mail_code_lead, t.mail_code_where, t.mail_code_nobody];
		return frameMail(
			{ subject: t.mail_code_subject, paragraphs, code: `${code.slice(0, 4)} ${code.slice(4)}` },
			language,
		);
	});
	registerMail('identity.nobody_here', (_data, language) => {
		const t = texts(language).identity;
		return frameMail({ subject: t.mail_code_subject, paragraphs: [t.mail_nobody_lead, t.mail_nobody_how] }, language);
	});
	registerMail('identity.access_changed', (data, language) => {
		const t = texts(language).identity;
		const { change } = AccessChanged.parse(data);
		return frameMail(
			{ subject: t.mail_changed_subject, paragraphs: [t[`mail_changed_${change}`], t.mail_changed_not_you] },
			language,
		);
	});
	registerFrequentJob('forget_sign_ins', 10, ({ database }) => forgetSignIns(database));
}
