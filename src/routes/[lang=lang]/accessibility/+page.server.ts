import { CONTACT_EMAIL } from '$app/env/private';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ contact: CONTACT_EMAIL });
