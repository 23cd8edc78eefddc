import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What judges whether a page is accessible, as the browser reads it; what axe reads itself is written for people, and twice as long. */
export const axeProgram = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
