import { z } from 'zod';

/** Bytes in base64 without padding, as our pages send them. */
function sealed(longest: number) {
	return z
		.string()
		.max(Math.ceil((longest * 4) / 3))
		.regex(/^[A-Za-z0-9_-]+$/)
		.transform((text) => Buffer.from(text, 'base64url'));
}
const File = sealed(8192).refine((bytes) => bytes.length >= 100);
const Signature = sealed(64).refine((bytes) => bytes.length === 64);
const Recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
const Epoch = z.int().min(1).max(1_000_000);

/** A way to open one's identity, sealed and tried out in the browser. */
export const NewSlot = z
	.object({
		kind: z.enum(['passphrase', 'passkey', 'recovery_code']),
		label: z.string().trim().min(1).max(80).nullable(),
		credential: z
			.string()
			.regex(/^AGE-PLUGIN-FIDO2PRF-1[A-Z0-9]{10,1900}$/)
			.nullable(),
		file: File,
	})
	.refine(({ kind, credential, label }) => (kind === 'passkey') === (credential !== null && label !== null));
export type NewSlot = z.infer<typeof NewSlot>;

/** A new identity: its public half, and the ways to open it. */
export const NewOwnKey = z.object({
	recipient: Recipient,
	signingKey: sealed(32).refine((bytes) => bytes.length === 32),
	slots: z.array(NewSlot).min(1).max(3),
});
export type NewOwnKey = z.infer<typeof NewOwnKey>;

/** What someone changes of their own key. `signature`: of the identity, so that nobody else does, whoever has the session. */
export const OwnKeyChange = z.discriminatedUnion('change', [
	z.object({ change: z.literal('make'), key: NewOwnKey }),
	z.object({ change: z.literal('replace'), keyId: z.uuid(), key: NewOwnKey }),
	z.object({ change: z.literal('put_slot'), keyId: z.uuid(), slot: NewSlot, signature: Signature }),
	z.object({ change: z.literal('remove_slot'), keyId: z.uuid(), slotId: z.uuid(), signature: Signature }),
]);
export type OwnKeyChange = z.infer<typeof OwnKeyChange>;

/** A team's secret for one person. `vouch`: see vouch.ts; null where their fingerprint was not compared. */
export const HolderWrap = z.object({
	personId: z.uuid(),
	keyId: z.uuid(),
	file: File,
	vouch: sealed(1024).nullable(),
});
export type HolderWrap = z.infer<typeof HolderWrap>;

/** And for the organisation's paper. */
export const RecoveryWrap = z.object({ recoveryId: z.uuid(), file: File, vouch: sealed(1024).nullable() });
export type RecoveryWrap = z.infer<typeof RecoveryWrap>;

const IntakeRecipient = z
	.string()
	.regex(/^age1pq1[02-9ac-hj-np-z]+$/)
	.min(1900)
	.max(2000);

/** What is changed of a team's key. */
export const TeamKeyChange = z.discriminatedUnion('change', [
	z.object({ change: z.literal('make'), intakeRecipient: IntakeRecipient, wrap: HolderWrap }),
	z.object({ change: z.literal('give'), epoch: Epoch, wrap: HolderWrap }),
	z.object({ change: z.literal('give_recovery'), epoch: Epoch, wrap: RecoveryWrap }),
	z.object({ change: z.literal('recover'), epoch: Epoch, wrap: HolderWrap }),
	z.object({
		change: z.literal('begin_renewal'),
		epoch: Epoch,
		intakeRecipient: IntakeRecipient,
		previousSecret: sealed(1024),
		wraps: z.array(HolderWrap).min(1).max(200),
		recovery: RecoveryWrap.nullable(),
	}),
	z.object({ change: z.literal('use_renewed'), epoch: Epoch }),
	z.object({ change: z.literal('give_up_renewal'), epoch: Epoch }),
	z.object({ change: z.literal('end_renewal'), epoch: Epoch }),
]);
export type TeamKeyChange = z.infer<typeof TeamKeyChange>;
/** One of them, without its name. */
export type TeamKeyChangeOf<Change extends TeamKeyChange['change']> = Omit<
	Extract<TeamKeyChange, { change: Change }>,
	'change'
>;

/** What the organisation decides about its paper. */
export const RecoveryChange = z.discriminatedUnion('change', [
	z.object({ change: z.literal('set'), recipient: Recipient }),
	z.object({ change: z.literal('drilled'), recoveryId: z.uuid(), teams: z.int().min(1).max(10_000) }),
]);
export type RecoveryChange = z.infer<typeof RecoveryChange>;

/** The same as they are sent. */
export type NewSlotSent = z.input<typeof NewSlot>;
export type NewOwnKeySent = z.input<typeof NewOwnKey>;
export type HolderWrapSent = z.input<typeof HolderWrap>;
export type RecoveryWrapSent = z.input<typeof RecoveryWrap>;
export type OwnKeyChangeSent = z.input<typeof OwnKeyChange>;
export type TeamKeyChangeSent = z.input<typeof TeamKeyChange>;
export type RecoveryChangeSent = z.input<typeof RecoveryChange>;
