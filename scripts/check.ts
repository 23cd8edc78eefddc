import { endToolsWithUs, runTool, type Tool } from './launcher/tool.ts';

const AT_ONCE = 2;
/** What the others read: the compiled messages and the generated settings of TypeScript. */
const FIRST: Tool[] = [
	{ title: 'Messages complete in every language', script: 'scripts/compile-messages.ts', args: [] },
	{ title: 'SvelteKit types', script: 'node_modules/@sveltejs/kit/svelte-kit.js', args: ['sync'] },
];
const CHECKS: Tool[] = [
	{
		title: 'Types in Svelte',
		script: 'node_modules/svelte-check/bin/svelte-check',
		args: ['--tsconfig', './tsconfig.json', '--fail-on-warnings'],
	},
	{ title: 'Generated schema types', script: 'scripts/generate-schema.ts', args: ['--verify'] },
	{ title: 'Who may do what', script: 'scripts/generate-role-matrix.ts', args: ['--verify'] },
	{ title: 'Types', script: 'node_modules/typescript-native/bin/tsc', args: ['-p', 'tsconfig.json'] },
	{ title: 'Lint', script: 'node_modules/oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
	{ title: 'Format', script: 'node_modules/prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
	{
		title: 'Who may import whom',
		script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
		args: ['--config', '.dependency-cruiser.mjs', 'src', 'scripts', 'tests'],
	},
	{ title: 'Dead code and dependencies', script: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
];

endToolsWithUs();
const failed: string[] = [];
for (const tool of FIRST) await check(tool);
// Without these every other check would only repeat what is missing.
const waiting = failed.length === 0 ? [...CHECKS] : [];
await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
process.stdout.write(failed.length === 0 ? 'All checks passed.\n' : `Failed: ${failed.join(', ')}.\n`);
process.exit(failed.length === 0 ? 0 : 1);

async function workThrough(): Promise<void> {
	for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) await check(tool);
}

async function check(tool: Tool): Promise<void> {
	const { ok, output, seconds } = await runTool(tool, 'quiet');
	process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${tool.title} (${seconds.toFixed(1)} s)\n`);
	if (ok) return;
	failed.push(tool.title);
	process.stdout.write(`${output.trim()}\n`);
}
