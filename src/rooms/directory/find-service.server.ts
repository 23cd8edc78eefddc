import type { PublicReader } from '#house/database/public-reader.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { readListedService, selectListedServices } from './select-listed-services.server.ts';
import type { ListedServiceRow } from './select-listed-services.server.ts';
import type { Accessibility, Capacity, HoursException, ReferralMode } from './service-record.ts';
import type { Audience, ListedService, Minors, Mode, Need } from './service.ts';

/** Who reads what is written to it in confidence, and to what that is sealed (`open_intake`). Null where it takes nothing in. */
interface ServiceIntake {
	organisationId: string;
	teamId: string;
	teamName: string;
	promisedDays: number;
	withoutScript: boolean;
	epoch: number;
	recipient: string;
}

/** What the page of a service says beyond its card. */
type ServiceDetails = {
	conditions: string;
	minors: Minors | null;
	modes: Mode[];
	audiences: Audience[];
	needs: Need[];
	coverage: string[];
	street: string | null;
	postalCode: string | null;
	town: string | null;
	confidentialAddress: boolean;
	sourceUrl: string | null;
	referralModes: ReferralMode[];
	capacity: Capacity | null;
	waitingDays: number | null;
	capacityOn: string | null;
	accessibility: Accessibility[];
	confirmationMonths: number;
	/** Those that are not over yet. */
	exceptions: HoursException[];
	mission: string;
	method: string;
	limits: string;
	professionalSecrecy: string;
	cost: string;
	pauseMessage: string;
	intake: ServiceIntake | null;
};

/** A published service with what its own page shows beyond a card. */
export type ServicePage = ListedService & ServiceDetails;

type Row = ListedServiceRow & { details: ServiceDetails };

// The words are those of the language that the card's query chooses too: the reader's, else the service's own, else any.
const query = {
	name: 'find-service',
	text: `WITH chosen AS (
	SELECT s.id AS service_id, jsonb_build_object(
		'audiences', s.audiences, 'needs', s.needs, 'minors', s.minors, 'modes', s.modes, 'conditions', words.conditions, 'street', s.street, 'postalCode', s.postal_code, 'town', s.town,
		'confidentialAddress', s.confidential_address, 'sourceUrl', s.source_url, 'referralModes', s.referral_modes,
		'capacity', s.capacity, 'waitingDays', s.waiting_days, 'capacityOn', s.capacity_on, 'accessibility', s.accessibility,
		'confirmationMonths', s.confirmation_months,
		'coverage', ARRAY(SELECT area_code FROM service_coverage WHERE service_id = s.id ORDER BY area_code),
		'exceptions', coalesce((SELECT jsonb_agg(jsonb_build_object('startsOn', starts_on, 'endsOn', ends_on, 'note', note, 'hours',
			coalesce((SELECT jsonb_agg(jsonb_build_array(left(slot.o::text, 5), left(slot.c::text, 5))) FROM unnest(opens, closes) slot (o, c)), '[]'))
			ORDER BY starts_on) FROM service_hours_exception WHERE service_id = s.id AND ends_on >= $3), '[]'),
		'mission', words.mission, 'method', words.method, 'limits', words.limits, 'professionalSecrecy', words.professional_secrecy,
		'cost', words.cost, 'pauseMessage', words.pause_message, 'intake', open_intake(s.id)) AS details
	FROM service s
	CROSS JOIN LATERAL (
		SELECT * FROM service_text WHERE service_id = s.id
		ORDER BY language = $2 DESC, language = s.main_language DESC, language LIMIT 1
	) words
	WHERE s.id = $1 AND s.published
)
${selectListedServices('$2', ['chosen.details'])}`,
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A published service by its id; undefined when there is none, or none that may be seen. */
export async function findService(
	reader: PublicReader,
	id: string,
	language: Language,
): Promise<ServicePage | undefined> {
	if (!uuid.test(id)) {
		return undefined;
	}
	const today = readClock(new Date()).date;
	const [row] = await reader.read<Row>({ ...query, values: [id, language, today] });
	return row && { ...readListedService(row), ...row.details };
}
