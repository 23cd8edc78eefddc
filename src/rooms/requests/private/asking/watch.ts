/** Told while something is sent again and again: shows why, and comes back when it is time to try once more. */
export type Pause = (why: 'away' | 'crowd') => Promise<void>;

/** Waits longer each time, up to half a minute; `hurry` ends the waiting at once. */
export function openPauses(show: (why: 'away' | 'crowd') => void): { pause: Pause; hurry: () => void } {
	let seconds = 1;
	let hurry = () => {};
	return {
		pause(why) {
			show(why);
			seconds = Math.min(seconds * 2, 30);
			return new Promise((resolve) => {
				const timer = setTimeout(resolve, seconds * 1000);
				hurry = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		},
		hurry: () => hurry(),
	};
}
