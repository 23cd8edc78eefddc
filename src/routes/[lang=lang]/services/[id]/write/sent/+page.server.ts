import { redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { getWritable } from '../get-writable.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, intake } = await getWritable(event);
	if (intake === null) redirect(303, `/${event.params.lang}/services/${id}`);
	const { date } = readClock(new Date());
	return { teamName: intake.teamName, dueOn: addWorkingDays(date, intake.promisedDays) };
};
