import type { Finding } from './finding.ts';
import { rootOf, type Head } from './merkle.ts';

export interface DailyRoot {
	day: string;
	root: string;
	heads: Head[];
}

/** Whether a stored root is that of its heads, and the one that was mailed where one is at hand. */
export function verifyRoot({ day, root, heads }: DailyRoot, mailed?: string): Finding[] {
	if (root !== rootOf(heads)) return [{ day, fault: 'root_altered' }];
	if (mailed !== undefined && root !== mailed) return [{ day, fault: 'root_differs' }];
	return [];
}
