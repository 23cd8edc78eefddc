import { mount } from 'svelte';
import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { findIsland } from '#house/ui/find-island.ts';
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
	const island = findIsland('team-keys', shape);
	if (island === undefined) return;
	mount(TeamKeys, { target: island.target, props: { ...island.props, renewContent } });
}
