import type { Language } from '#house/language/language.ts';
import type { ListedService, NetworkRole } from './service.ts';

/** One row of {@link selectListedServices}, without the caller's own columns. */
export type ListedServiceRow = {
	id: string;
	organisation_name: string;
	imaginary: boolean;
	network_role: NetworkRole | null;
	state: string;
	paused_until: string | null;
	languages: string[];
	free: boolean | null;
	anonymous: boolean | null;
	without_appointment: boolean | null;
	phone: string | null;
	email: string | null;
	url: string | null;
	confirmed_on: string | null;
	hours: [weekday: number, opens: string, closes: string][] | null;
	text_language: Language;
	name: string;
	description: string;
	first_contact: string;
};

/**
 * The SELECT that turns a relation `chosen (service_id, …)` of the caller's WITH clause into {@link ListedServiceRow}s, so that a list
 * costs one round trip. A text is taken in the reader's language, else in the service's own, else in any. The caller adds its ORDER BY.
 * @param language the number of the parameter that holds the reader's language, such as `$1`
 * @param columns what the caller wants back besides: columns of `chosen`, or of `s`, the service
 */
export function selectListedServices(language: `$${number}`, columns: string[] = []): string {
	return `
SELECT ${columns.map((column) => `${column}, `).join('')}s.id, s.imaginary, s.network_role, s.state, s.paused_until, array_to_json(s.languages) AS languages, s.free,
	s.anonymous, s.without_appointment, s.phone, s.email, s.url, s.confirmed_on, hours.hours,
	coalesce(s.provided_by, CASE ${language} WHEN 'nl' THEN o.name_nl WHEN 'de' THEN o.name_de WHEN 'en' THEN o.name_en END, o.name_fr) AS organisation_name,
	t.language AS text_language, t.name, t.description, t.first_contact
FROM chosen
JOIN service s ON s.id = chosen.service_id
JOIN organisation o ON o.id = s.organisation_id
CROSS JOIN LATERAL (
	SELECT language, name, description, first_contact
	FROM service_text
	WHERE service_id = s.id
	ORDER BY language = ${language} DESC, language = s.main_language DESC, language
	LIMIT 1
) t
CROSS JOIN LATERAL (
	SELECT json_agg(json_build_array(weekday, left(opens::text, 5), left(closes::text, 5)) ORDER BY weekday, opens) AS hours
	FROM service_hours
	WHERE service_id = s.id
) hours`;
}

/**
 * The SELECT of the central Réseau's services, as `(service_id)`, by the part they play there.
 * @param roles the number of the parameter that holds the roles wanted, a text[]
 */
export function selectCentralServices(roles: `$${number}`): string {
	return `SELECT id AS service_id, network_role AS central_role FROM service WHERE network_role = ANY (${roles}) AND published`;
}

/**
 * The condition that a language is spoken at a service.
 * @param serviceId the column that holds the service's id
 * @param language the number of the parameter that holds the BCP 47 code
 */
export function whereSpoken(serviceId: string, language: `$${number}`): string {
	return `EXISTS (SELECT FROM service WHERE service.id = ${serviceId} AND ${language} = ANY (service.languages))`;
}

export function readListedService(row: ListedServiceRow): ListedService {
	return {
		id: row.id,
		organisationName: row.organisation_name,
		imaginary: row.imaginary,
		networkRole: row.network_role,
		paused: row.state === 'paused',
		pausedUntil: row.paused_until,
		languages: row.languages,
		free: row.free,
		anonymous: row.anonymous,
		withoutAppointment: row.without_appointment,
		phone: row.phone,
		email: row.email,
		url: row.url,
		confirmedOn: row.confirmed_on,
		hours: (row.hours ?? []).map(([weekday, opens, closes]) => ({ weekday, opens, closes })),
		textLanguage: row.text_language,
		name: row.name,
		description: row.description,
		firstContact: row.first_contact,
	};
}
