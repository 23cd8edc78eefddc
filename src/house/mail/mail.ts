import { z } from 'zod';
import { languages, type Language } from '../language/language.ts';

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const LONGEST_SUBJECT = 200;

/** What a template made of a mail, in the reader's language. */
export interface MailContent {
	subject: string;
	text: string;
	html: string;
}

export type MailData = Record<string, unknown>;
/** Made by a room; `data` comes from a JSON column, so the room parses it. Rendered when it is sent, maybe much later. */
export type RenderMail = (data: MailData, language: Language) => MailContent;

/** Refuses whatever could begin a new line, and with it a new header, wherever in the data it stands. */
const MailData = z
	.record(z.string(), z.json())
	.refine((data) => !holdsControl(data), 'a line break or control character');

export const OutgoingMail = z.object({
	kind: z.string(),
	to: z.email().max(254),
	language: z.enum(languages),
	data: MailData,
});
export type OutgoingMail = z.infer<typeof OutgoingMail>;

/** Why a mail did not leave. What the mail server says in words is never kept: it repeats addresses. */
export type MailFailure =
	| 'unreachable'
	| 'timeout'
	| 'encryption'
	| 'sign_in'
	| 'postponed'
	| 'refused'
	| 'unreadable'
	| 'interrupted'
	| 'unexpected';

/** What became of one attempt. Counted for the operator. */
export type MailOutcome = 'sent' | 'kept' | 'postponed' | 'failed';

// The development server loads changed files again: the later registration of a kind is the one that counts.
const templates = new Map<string, RenderMail>();

/** @param kind the room and a word, as `identity.sign_in_code` */
export function registerMail(kind: string, render: RenderMail): void {
	if (!/^[a-z]+[.][a-z_]+$/.test(kind)) throw new RangeError(`"${kind}" is no kind of mail: write room.word`);
	templates.set(kind, render);
}

export function isRegistered(kind: string): boolean {
	return templates.has(kind);
}

/** Throws when no template is known, or when what it makes may not be sent. */
export function renderMail(kind: string, data: MailData, language: Language): MailContent {
	const render = templates.get(kind);
	if (render === undefined) throw new RangeError(`no template for mail of the kind ${kind}`);
	const content = render(data, language);
	if (content.subject === '' || content.subject.length > LONGEST_SUBJECT || CONTROL.test(content.subject)) {
		throw new RangeError(`the subject of ${kind} is empty, too long, or more than one line`);
	}
	if (content.text === '' || content.html === '') throw new RangeError(`${kind} lacks its text or its HTML`);
	return content;
}

/** Addresses of the demonstration (RFC 2606): they belong to nobody, and nothing is ever sent to them. */
export function isImaginaryAddress(address: string): boolean {
	return /[@.]example$/i.test(address);
}

function holdsControl(value: unknown): boolean {
	if (typeof value === 'string') return CONTROL.test(value);
	if (Array.isArray(value)) return value.some(holdsControl);
	if (typeof value === 'object' && value !== null)
		return Object.entries(value).some(([key, each]) => holdsControl(key) || holdsControl(each));
	return false;
}
