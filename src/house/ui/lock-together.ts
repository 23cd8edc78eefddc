/** Where the pages of one browser tell each other to lock; nothing else is ever said there. Signing out and the quick exit say it too (app.html). */
const CHANNEL = 'maillage-lock';

/** Calls back when a page of this browser says that all are to be locked. @returns how to listen no longer */
export function whenToldToLock(callBack: () => void): () => void {
	const channel = new BroadcastChannel(CHANNEL);
	channel.addEventListener('message', callBack);
	return () => channel.close();
}

/** Tells every page of this browser that has something open, this one among them. */
export function tellToLock(): void {
	const channel = new BroadcastChannel(CHANNEL);
	// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin: it takes no other
	channel.postMessage('lock');
	channel.close();
}
