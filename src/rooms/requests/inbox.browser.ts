import { openIsland } from '#house/ui/open-island.ts';
import { InboxProps } from './inbox-props.ts';
import Inbox from './private/inbox/Inbox.svelte';

openIsland(Inbox, { name: 'inbox', shape: InboxProps, more: {} });
