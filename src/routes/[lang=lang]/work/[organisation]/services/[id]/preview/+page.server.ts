import { readClock } from '#house/language/dates.ts';
import { languages } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { showService } from '#rooms/directory/show-service.ts';
import { isArea } from '#rooms/orientation/find-places.server.ts';
import { nameCoverage } from '../../../../../services/[id]/name-coverage.server.ts';
import { getService } from '../../get-services-place.server.ts';
import type { PageServerLoad } from './$types';

/** `in`: the language of the preview; without it that of the page. */
export const load: PageServerLoad = async (event) => {
	const place = await getService(event);
	const wanted = event.url.searchParams.get('in');
	const shownIn = languages.find((each) => each === wanted) ?? place.language;
	const now = readClock(new Date());
	const shown = showService(place.service, shownIn, now.date);
	const coverage = nameCoverage(shown.coverage.filter(isArea), shownIn);
	return { page: new ServerOnly({ ...place, shownIn, shown, coverage, now }) };
};
