const SILENT_MILLISECONDS = 300;

/** Does one step of the start, and says so when it takes more than a moment. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
	const began = performance.now();
	const onTerminal = process.stdout.isTTY;
	let announced = false;
	const timer = setTimeout(() => {
		announced = true;
		process.stdout.write(onTerminal ? `${title} … ` : `${title} …\n`);
	}, SILENT_MILLISECONDS);
	try {
		const result = await work();
		const seconds = ((performance.now() - began) / 1000).toFixed(1);
		if (announced) process.stdout.write(onTerminal ? `${seconds} s\n` : `${title}: ${seconds} s\n`);
		return result;
	} catch (error) {
		if (announced && onTerminal) process.stdout.write('\n');
		throw error;
	} finally {
		clearTimeout(timer);
	}
}
