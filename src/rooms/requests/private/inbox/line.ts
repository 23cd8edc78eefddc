import type { OpenedLine } from '../../open-request-content.ts';
import { isClosed } from '../../request-filter.ts';
import type { SealedLine } from '../../sealed-request.ts';

/** A request in the list: as the server gave it, and what could be opened of it. */
export interface Line {
	sealed: SealedLine;
	opened: OpenedLine;
}

/** As the server's list: those that wait first, by the day an answer is promised; what is closed at the end. */
export function compareLines({ sealed: one }: Line, { sealed: other }: Line): number {
	return (
		Number(isClosed(one.state)) - Number(isClosed(other.state)) ||
		Number(other.waits) - Number(one.waits) ||
		compare(one.dueOn, other.dueOn) ||
		compare(one.sentAt, other.sentAt) ||
		compare(one.id, other.id)
	);
}

/** The lines with what has been opened of them; one that came anew meanwhile was opened then. */
export function withOpened(lines: readonly Line[], done: ReadonlyMap<string, OpenedLine>): Line[] {
	return lines.map((line) => {
		const opened = line.opened.card === undefined ? done.get(line.sealed.id) : undefined;
		return opened === undefined ? line : { sealed: line.sealed, opened };
	});
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
