import { mount } from 'svelte';
import { findIsland } from '#house/ui/find-island.ts';
import { InboxProps } from './inbox-props.ts';
import Inbox from './private/inbox/Inbox.svelte';

const island = findIsland('inbox', InboxProps);
if (island !== undefined) mount(Inbox, island);
