import { step } from '../scripts/launcher/progress.ts';

/** Does the steps of a bench, one by one; one that breaks off is told at the end, and the others go on. */
export class Attempts {
	readonly broken: string[] = [];

	async make<Result>(title: string, work: () => Promise<Result>): Promise<Result | undefined> {
		try {
			return await step(title, work);
		} catch (error) {
			this.broken.push(`${title}: ${String(error)}`);
			return undefined;
		}
	}
}
