import type { Transporter } from 'nodemailer';
import { codeOf } from '../database/operator-problem.ts';
import type { Language } from '../language/language.ts';
import type { MailContent, MailFailure } from './mail.ts';

export interface SmtpSettings {
	/** smtp: or smtps:, with user and password in it; further options of the mail library in its query. */
	url: string;
	/** The address mail comes from. */
	from: string;
}

interface Letter {
	id: string;
	to: string;
	language: Language;
	senderName: string;
	content: MailContent;
	signal: AbortSignal;
}

export type Post = (letter: Letter) => Promise<void>;

/** A way to hand letters to the mail server, one connection each. */
export function openSmtp({ url, from }: SmtpSettings): Post {
	const domain = from.slice(from.lastIndexOf('@') + 1);
	let transport: Promise<Transporter> | undefined;
	async function open(): Promise<Transporter> {
		// Half a megabyte of program, which no start has to read.
		const { createTransport } = await import('nodemailer');
		return createTransport({
			url,
			// A password or an address must not cross a network in the clear; ?requireTLS=false in the address lifts it.
			requireTLS: !isLoopback(new URL(url).hostname),
			name: domain,
			connectionTimeout: 10_000,
			greetingTimeout: 10_000,
			socketTimeout: 20_000,
		});
	}
	return async ({ id, to, language, senderName, content, signal }) => {
		const mailer = await (transport ??= open());
		await mailer.sendMail({
			from: { name: senderName, address: from },
			to: { name: '', address: to },
			subject: content.subject,
			text: content.text,
			html: content.html,
			// The same at every attempt, so that a mail that left twice can be told by its receiver.
			messageId: `<${id}@${domain}>`,
			headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
			xMailer: false,
			disableFileAccess: true,
			disableUrlAccess: true,
			signal,
		});
	};
}

/** The class of a failure, and whether trying again is of any use. */
export function classifyFailure(error: unknown): { failure: MailFailure; final: boolean } {
	const code = codeOf(error);
	const answer = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
	if (['EAUTH', 'ENOAUTH', 'EOAUTH2'].includes(code)) return { failure: 'sign_in', final: false };
	if (code === 'EABORT') return { failure: 'interrupted', final: false };
	if (answer >= 400 && answer < 500) return { failure: 'postponed', final: false };
	// A server that greets with a refusal may let us in later; one that read the letter and refused it will not.
	if (answer >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) return { failure: 'refused', final: true };
	if (code === 'ETIMEDOUT') return { failure: 'timeout', final: false };
	if (code === 'ETLS' || code === 'EREQUIRETLS' || isAboutCertificate(error)) {
		return { failure: 'encryption', final: false };
	}
	if (/^E[A-Z]+$/.test(code)) return { failure: 'unreachable', final: false };
	return { failure: 'unexpected', final: false };
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || /^127[.]/.test(host);
}

function isAboutCertificate(error: unknown): boolean {
	return error instanceof Error && /certificate|self.signed|ssl|tls/i.test(error.message);
}
