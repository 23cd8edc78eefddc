/**
 * Works on what comes next while the database is busy with something. Ends when both have ended, whatever becomes of either: whoever learns
 * of a failure finds the connection at rest. Of two failures the first is told: the other may be nothing but its consequence.
 */
export async function meanwhile<Written, Next>(
	writing: Promise<Written>,
	work: Promise<Next>,
): Promise<[Written, Next]> {
	const failures: unknown[] = [];
	const note = (error: unknown) => void failures.push(error);
	writing.catch(note);
	work.catch(note);
	await Promise.allSettled([writing, work]);
	if (failures.length > 0) throw failures[0];
	return [await writing, await work];
}
