/** Lets the browser show what has just changed before a piece of work that holds it up. */
export function letShow(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 60);
	});
}
