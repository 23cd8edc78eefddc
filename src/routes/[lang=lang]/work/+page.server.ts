import { ServerOnly } from '#house/web/server-only.ts';
import type { PageServerLoad } from './$types';
import { getSignedIn } from './get-signed-in.server.ts';

export const load: PageServerLoad = async (event) => ({ person: new ServerOnly(await getSignedIn(event)) });
