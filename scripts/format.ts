import { runTool } from './launcher/tool.ts';

const prettier = 'node_modules/prettier/bin/prettier.cjs';
const { ok } = await runTool(
	{ title: 'Format', script: prettier, args: ['--write', '--log-level', 'warn', '.'] },
	'shown',
);
process.exit(ok ? 0 : 1);
