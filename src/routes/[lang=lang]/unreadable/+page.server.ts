import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Where the server sends an address that can't be read. */
export const load: PageServerLoad = () => error(400, 'unreadable_address');
