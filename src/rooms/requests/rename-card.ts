import type { OpenedLine } from './open-request-content.ts';
import type { Card } from './payloads.ts';
import type { RequestScope } from './places.ts';
import { sealCard } from './seal-work.ts';

/**
 * Another title for a line, sealed as its next version. Undefined for a line that was not opened here: who could not read what is there may
 * not write over it.
 */
export function renameCard(
	{ card, keys, trouble }: OpenedLine,
	title: string,
	{ scope, cardVersion }: { scope: RequestScope; cardVersion: number },
): { card: Card; sealed: string; cardVersion: number } | undefined {
	if (card === undefined || keys === undefined || trouble !== undefined) return undefined;
	const renamed = { ...card, title };
	const next = cardVersion + 1;
	return { card: renamed, sealed: sealCard({ scope, keys }, renamed, next), cardVersion: next };
}
