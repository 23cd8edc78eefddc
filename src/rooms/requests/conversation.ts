import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { inBase64 } from './sent-request.ts';
import { requestStates, type RequestState } from './request.ts';

/** One sealed thing of a conversation, in the order of time. Of a file the content is fetched apart. */
export const ConversationObject = z.object({
	id: z.uuid(),
	kind: z.enum(['message', 'answer', 'file']),
	version: z.int(),
	byTeam: z.boolean(),
	/** Of who answered. */
	signingKey: z.nullable(inBase64({ exactly: 32 })),
	writtenAt: z.string(),
	sealed: z.nullable(inBase64({ longest: 12_582_912 })),
});
export type ConversationObject = z.infer<typeof ConversationObject>;

/** What whoever holds the receipt is given: sealed, with what the server knows beside it. */
export const Conversation = z.object({
	requestId: z.uuid(),
	organisationId: z.uuid(),
	teamId: z.uuid(),
	teamName: z.string(),
	serviceId: z.uuid(),
	/** Undefined once the service is no longer public. */
	service: z.optional(z.object({ name: z.string(), organisation: z.string() })),
	language: z.enum(languages),
	state: z.enum(requestStates),
	sentAt: z.string(),
	/** The day by which an answer is promised; null where none is awaited. */
	dueOn: z.nullable(z.string()),
	promisedDays: z.int(),
	personKey: inBase64({ exactly: 32 }),
	requesterWrap: inBase64({ longest: 2048 }),
	hasNotice: z.boolean(),
	objects: z.array(ConversationObject),
	/** Who of the team opened it, the last first: by role. */
	openings: z.array(z.object({ role: z.enum(['coordinator', 'professional']), at: z.string() })),
});
export type Conversation = z.infer<typeof Conversation>;

/**
 * What someone has seen of a conversation: where it stands, and the last thing that was said. It is made of nothing else, so that what the
 * team notes, assigns or names for itself neither shows in it nor holds anyone up.
 */
export function markSeen(state: RequestState, last: string | undefined): string {
	return `${state} ${last ?? ''}`;
}

/** The same of a conversation that is at hand. */
export function markOf({ state, objects }: Pick<Conversation, 'state' | 'objects'>): string {
	return markSeen(state, objects.at(-1)?.id);
}

/** What a person writes later, sealed. `seen`: the mark of the conversation as they saw it. */
export const SentMessage = z.object({
	id: z.uuid(),
	seen: z.string().check(z.maxLength(100)),
	fileIds: z.array(z.uuid()).check(z.maxLength(10)),
});
export type SentMessage = z.infer<typeof SentMessage>;

/** `stale`: something came meanwhile. `taken`: this id is there, with other bytes. `ended`: nothing more is written here. `full`: there is too much. */
export type WriteRefusal = 'unknown' | 'stale' | 'taken' | 'ended' | 'full';
