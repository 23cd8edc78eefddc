import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { requestStates } from './request.ts';

/** What passes between the inbox in the browser and the server. Bytes are in base64; days are those of Brussels. */
const Bytes = z.string();
const Id = z.uuid();

/** A line of the list. What is sealed of it is null until the request was opened first, and where its month is over. */
export const ListedRequest = z.object({
	id: Id,
	serviceId: Id,
	language: z.enum(languages),
	state: z.enum(requestStates),
	version: z.int(),
	waits: z.boolean(),
	sentAt: z.iso.datetime(),
	sentOn: z.iso.date(),
	dueOn: z.iso.date(),
	assigneeId: z.nullable(Id),
});
export type ListedRequest = z.infer<typeof ListedRequest>;

export const SealedLine = z.extend(ListedRequest, {
	vaultEpoch: z.nullable(z.int()),
	vaultWrap: z.nullable(Bytes),
	card: z.nullable(Bytes),
	cardVersion: z.int(),
	unreadable: z.boolean(),
});
export type SealedLine = z.infer<typeof SealedLine>;

/** Where the next page of the list begins: after this one. */
const Cursor = z.object({ sentAt: z.iso.datetime(), id: Id });
export const LinePage = z.object({ lines: z.array(SealedLine), next: z.nullable(Cursor) });

/** One thing that was written. `sealed` is null for a file, which is fetched when it is wanted. */
export const SealedObject = z.object({
	id: Id,
	kind: z.enum(['message', 'answer', 'note', 'file']),
	version: z.int(),
	byTeam: z.boolean(),
	author: z.nullable(z.string()),
	mine: z.boolean(),
	signingKey: z.nullable(Bytes),
	writtenAt: z.iso.datetime(),
	sealed: z.nullable(Bytes),
});
export type SealedObject = z.infer<typeof SealedObject>;

export const SealedRequest = z.object({
	line: SealedLine,
	epoch: z.int(),
	intakeWrap: z.nullable(Bytes),
	/** To which epoch the key is wrapped when it is opened first; null for whoever was not given that key. */
	currentEpoch: z.nullable(z.int()),
	personKey: Bytes,
	withoutScript: z.boolean(),
	closeReason: z.nullable(z.string()),
	objects: z.array(SealedObject),
	openings: z.array(z.object({ name: z.string(), role: z.string(), at: z.iso.datetime() })),
});
export type SealedRequest = z.infer<typeof SealedRequest>;

/** What a write comes back with. */
export const Moved = z.object({ version: z.int(), state: z.enum(requestStates) });
export type Moved = z.infer<typeof Moved>;

/** The wrap for the team's vault, as it is stored beside what opens the request now. */
export const ReceivingBegun = z.object({ vaultWrap: Bytes });
export type ReceivingBegun = z.infer<typeof ReceivingBegun>;

export const SealedBytes = z.object({ sealed: Bytes });
export const Presence = z.object({ version: z.int(), writing: z.array(z.string()) });
export const Doors = z.object({
	doors: z.array(z.object({ id: Id, name: z.string(), organisation: z.string(), town: z.nullable(z.string()) })),
});

/** A page of what is exported: requests with everything but the content of their files. */
export const ExportPage = z.object({ requests: z.array(SealedRequest), next: z.nullable(Cursor) });
export const ExportBegun = z.object({ count: z.int() });
