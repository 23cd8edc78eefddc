/**
 * Works on what comes next while the database is busy with something. Ends when both have ended, whatever becomes of either: whoever learns
 * of a failure finds the connection at rest.
 */
export async function meanwhile<Written, Next>(
	writing: Promise<Written>,
	work: Promise<Next>,
): Promise<[Written, Next]> {
	const [written, next] = await Promise.allSettled([writing, work]);
	if (written.status === 'rejected') throw written.reason;
	if (next.status === 'rejected') throw next.reason;
	return [written.value, next.value];
}
