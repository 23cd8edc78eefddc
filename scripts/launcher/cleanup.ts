const PATIENCE_MILLISECONDS = 1000;

/** What must be undone before the process ends, in the reverse order of its making, once and only once. */
export class Cleanup {
	readonly #undo: (() => Promise<void> | void)[] = [];
	#running: Promise<void> | undefined;

	get begun(): boolean {
		return this.#running !== undefined;
	}

	add(undo: () => Promise<void> | void): void {
		this.#undo.push(undo);
	}

	run(): Promise<void> {
		this.#running ??= this.#runAll();
		return this.#running;
	}

	async #runAll(): Promise<void> {
		for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) {
			try {
				await undo();
			} catch (error) {
				console.error(error);
			}
		}
	}
}

/**
 * Stops in order on a signal, and when the process that started us is gone. Ctrl-C in a terminal arrives twice, once
 * from the terminal and once from our parent: only a second one after a while means "at once".
 */
export function stopOnSignals(cleanup: Cleanup, atOnce: () => void): void {
	let firstAt: number | undefined;
	function stop(): void {
		if (firstAt !== undefined) {
			if (performance.now() - firstAt < PATIENCE_MILLISECONDS) return;
			atOnce();
			process.exit(130);
		}
		firstAt = performance.now();
		void cleanup.run().then(() => process.exit(0));
	}
	process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
	// Our parent is gone, maybe killed: nobody waits for us, and a signal may have come just before.
	if (process.connected) process.on('disconnect', () => firstAt === undefined && stop());
}
