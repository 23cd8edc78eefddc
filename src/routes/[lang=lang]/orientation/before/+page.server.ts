import { getRequest } from '../request.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ request: getRequest(url) });
