/** The same, one ahead: while the caller is busy with one, the next is read. Ended early, it ends what it reads. */
export async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
	let coming = items.next();
	try {
		for (;;) {
			const { done, value } = await coming;
			if (done === true) return;
			coming = items.next();
			// Heard of when it is its turn, if it ever is.
			coming.catch(() => undefined);
			yield value;
		}
	} finally {
		await items.return(undefined);
	}
}
