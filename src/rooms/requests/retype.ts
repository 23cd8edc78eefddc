import { foldCharacters } from '#house/crypto/receipt.ts';

/** The groups of a receipt that are typed again before it is sent, counted from 1: both of the secret part. */
export const retyped = [3, 6] as const;

/** Which of them were not typed as they stand in the receipt. */
export function listWrongGroups(receipt: string, typed: Readonly<Record<string, string>>): number[] {
	const groups = receipt.split(' ');
	return retyped.filter((group) => foldCharacters(typed[`group${group}`] ?? '') !== groups[group - 1]);
}
