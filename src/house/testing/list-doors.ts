import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As a room's `access.ts` says it. */
export type DoorRule = 'anyone' | 'signed_in' | 'system' | readonly string[];

/** A verb that a room offers: `list-people.server.ts` at its root, which exports `listPeople`. */
export interface Door {
	room: string;
	verb: string;
	rule: DoorRule | undefined;
	call: ((...given: unknown[]) => unknown) | undefined;
}

/** Every verb of every room with the rule its `access.ts` has for it, and every rule that no verb goes by. */
export async function listDoors(): Promise<{ doors: Door[]; strayRules: string[] }> {
	const doors: Door[] = [];
	const strayRules: string[] = [];
	for (const folder of globSync('src/rooms/*').toSorted()) {
		const room = basename(folder);
		const files = globSync(`${folder}/*.server.ts`).toSorted();
		const rules = await readRules(`${folder}/access.ts`);
		for (const file of files) {
			const verb = basename(file, '.server.ts').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
			const exported: Record<string, unknown> = await load(file);
			const call = exported[verb];
			doors.push({ room, verb, rule: rules.get(verb), call: isFunction(call) ? call : undefined });
			rules.delete(verb);
		}
		strayRules.push(...[...rules.keys()].map((verb) => `${room}: ${verb}`));
	}
	return { doors, strayRules };
}

async function readRules(file: string): Promise<Map<string, DoorRule>> {
	if (globSync(file).length === 0) return new Map();
	const { access } = await load(file);
	// The type of every access.ts, which its own `satisfies` has checked.
	return new Map(Object.entries(access as Record<string, DoorRule>));
}

async function load(file: string): Promise<Record<string, unknown>> {
	const module: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(resolve(file)).href);
	return module;
}

function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
	return typeof value === 'function';
}
