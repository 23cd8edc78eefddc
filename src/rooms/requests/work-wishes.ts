import { z } from 'zod';
import { closeReasons } from './request.ts';

/** Base64 of what is sealed, at most so many bytes. */
const sealed = (bytes: number) =>
	z
		.string()
		.regex(/^[A-Za-z0-9_-]+$/)
		.max(Math.ceil((bytes * 4) / 3));

const text = sealed(128 * 1024);

/** The request, and the version of it that one has read: another one is refused as stale. */
const OfVersion = z.object({ requestId: z.uuid(), version: z.int().min(1) });

export const OpenWish = z.object({ requestId: z.uuid() });
export const BeginReceivingWish = OfVersion.extend({ vaultEpoch: z.int().min(1), vaultWrap: sealed(1024) });
/** `hash`: SHA-256 of the wrap as it was read back from the server, and opened. */
export const ReceiveWish = OfVersion.extend({ vaultEpoch: z.int().min(1), hash: sealed(32), card: sealed(6000) });
export const AnswerWish = OfVersion.extend({ move: z.enum(['answer', 'orient']), id: z.uuid(), sealed: text });
export const NoteWish = OfVersion.extend({ id: z.uuid(), sealed: text });
export const CardWish = OfVersion.extend({ cardVersion: z.int().min(1), card: sealed(6000) });
export const AssignWish = OfVersion.extend({ assigneeId: z.uuid().nullable() });
export const CloseWish = OfVersion.extend({ reason: z.enum(closeReasons) });
export const SupportWish = OfVersion;
export const PresenceWish = z.object({ requestId: z.uuid(), writing: z.boolean() });
export const FileWish = z.object({ requestId: z.uuid(), fileId: z.uuid() });
export const CardsWish = z.object({ after: z.object({ sentAt: z.iso.datetime(), id: z.uuid() }).nullable() });
export const DoorsWish = z.object({ words: z.string().max(200) });
export const Nothing = z.object({});

/** Which team of which organisation: of the address, whatever a form says. */
export interface TeamPlace {
	organisationId: string;
	teamId: string;
}

/** Why a write is not done. `stale`: somebody else wrote meanwhile. `not_now`: this is not to be had from where it stands. */
export type WorkRefusal = 'unknown' | 'stale' | 'not_now' | 'no_key';
