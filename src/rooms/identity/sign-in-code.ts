import { createHmac, randomInt } from 'node:crypto';
import { z } from 'zod';

export const CODE_MINUTES = 10;
export const CODE_ATTEMPTS = 5;
const DIGITS = 8;

export const AskForm = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()) });
/** As read in the mail: with or without the space in the middle. */
export const CodeForm = z.object({
	code: z
		.string()
		.transform((text) => text.replaceAll(/[\s-]/g, ''))
		.pipe(z.string().regex(new RegExp(`^[0-9]{${DIGITS}}$`))),
});

/** Why a code does not let anybody in. `none`: nothing was asked for in this browser. */
export type CodeRefusal = 'none' | 'expired' | 'used' | 'exhausted' | 'wrong';

export interface AskedCode {
	failed: number;
	expiresAt: Date;
	usedAt: Date | null;
}

/** The rule. `matches`: it is the code that was sent, and somebody is registered under the address. */
export function refuseCode(asked: AskedCode | undefined, matches: boolean, now: Date): CodeRefusal | undefined {
	if (asked === undefined) return 'none';
	if (asked.usedAt !== null) return 'used';
	if (asked.expiresAt <= now) return 'expired';
	if (asked.failed >= CODE_ATTEMPTS) return 'exhausted';
	return matches ? undefined : 'wrong';
}

export function makeCode(): string {
	return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/** What is kept of a code: useless without what the browser holds, however few codes there are to try. */
export function hashCode(code: string, browser: string): Buffer {
	return createHmac('sha256', browser).update(code).digest();
}
