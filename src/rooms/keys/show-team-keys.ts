import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { openIsland } from '#house/ui/open-island.ts';
import TeamKeys from './private/TeamKeys.svelte';
import type { RenewContent } from './renewal-work.ts';

const shape = z.object({
	language: z.enum(languages),
	teamId: z.string(),
	endpoints: z.object({
		own: z.string(),
		myKey: z.string(),
		state: z.string(),
		change: z.string(),
		wraps: z.string(),
	}),
});

/** The keys of a team, for the script of their page. This room knows nothing of what other rooms seal: the page says how it is moved. */
export function showTeamKeys(renewContent: RenewContent): void {
	openIsland(TeamKeys, { name: 'team-keys', shape, more: { renewContent } });
}
