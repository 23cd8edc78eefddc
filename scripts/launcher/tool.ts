import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Tool {
	title: string;
	/** A program of node_modules, by the path of its script; or any other, by its name. */
	script?: string;
	args: string[];
	env?: Record<string, string>;
}

export interface Outcome {
	ok: boolean;
	output: string;
	seconds: number;
}

const running = new Set<ChildProcess>();

/** Runs a tool with our own Node. Quiet: its output is returned; otherwise it goes to the terminal. */
export async function runTool({ script, args, env }: Tool, mode: 'quiet' | 'shown'): Promise<Outcome> {
	const began = performance.now();
	const [program, ...rest] = script === undefined ? args : [process.execPath, join(script), ...args];
	const child = spawn(program ?? '', rest, {
		stdio: ['ignore', mode === 'quiet' ? 'pipe' : 'inherit', mode === 'quiet' ? 'pipe' : 'inherit'],
		env: { ...process.env, ...env },
	});
	running.add(child);
	let output = '';
	child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((resolve) => {
		child.on('close', resolve).on('error', (error) => {
			output += error.message;
			resolve(null);
		});
	});
	running.delete(child);
	return { ok: code === 0, output, seconds: (performance.now() - began) / 1000 };
}

/** When we are stopped, or whoever started us is gone, the tools end with us. */
export function endToolsWithUs(): void {
	function end(): void {
		for (const child of running) child.kill('SIGTERM');
		process.exit(130);
	}
	process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
	if (process.connected) process.on('disconnect', end);
}
