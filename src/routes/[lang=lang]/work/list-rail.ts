import type { Language } from '#house/language/language.ts';
import type { RailGroup } from '#house/ui/rail.ts';
import type { AccessRule } from '#rooms/identity/access-rule.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts, type Messages } from '#messages';
import { routeAccess } from './route-access.ts';

type Rules = typeof routeAccess;
type Route = { [Path in keyof Rules]: Rules[Path] extends { page: AccessRule } ? Path : never }[keyof Rules];
type Entry = [Route, (t: Messages) => string];

/** The pages of an organisation, by the room they belong to. A room that comes later adds its own here. */
const ofOrganisation: Entry[] = [
	['/[organisation]/requests', (t) => t.requests.inbox_rail],
	['/[organisation]/requests/settings', (t) => t.requests.intake_title],
	['/[organisation]/services', (t) => t.directory.own_title],
	['/[organisation]/imports', (t) => t.interchange.import_title],
	['/[organisation]/duplicates', (t) => t.directory.duplicate_title],
	['/[organisation]/suggestions', (t) => t.directory.suggestion_list_title],
	['/[organisation]/people', (t) => t.identity.people_title],
	['/[organisation]/teams', (t) => t.identity.teams_title],
	['/[organisation]/keys', (t) => t.keys.team_keys_title],
	['/[organisation]/invitations', (t) => t.identity.invitations_title],
	['/accessions', (t) => t.protocol.accessions_title],
	['/[organisation]/audit', (t) => t.audit.page_title],
	['/gaps', (t) => t.directory.gap_title],
	['/[organisation]/participation', (t) => t.protocol.part_rail],
	['/register', (t) => t.protocol.keep_title],
];

/** The organisation whose pages the rail shows: that of the address, else the first in which this person works. */
export function chooseOrganisation(person: SignedIn, wanted: string | null | undefined): string | undefined {
	const grant = person.grants.find(({ organisationId }) => organisationId === wanted) ?? person.grants[0];
	return grant?.organisationId;
}

/** In which organisation one is, and how much waits behind the links of the rail. */
interface Place {
	organisationId: string | undefined;
	counts: Partial<Record<Route, number>>;
}

/** The rail: what is mine, and what this person may open in the chosen organisation. */
export function listRail(person: SignedIn, { organisationId, counts }: Place, language: Language): RailGroup[] {
	const t = texts(language);
	const base = `/${language}/work`;
	const organisation = person.grants.find((grant) => grant.organisationId === organisationId)?.organisation[language];
	const query = `?organisation=${organisationId}`;
	const mayOpen = (rule: AccessRule) => {
		if (rule === 'signed_in' || rule === 'anyone') return true;
		return (
			organisationId !== undefined && rule !== 'system' && findActor(person, { organisationId }, rule) !== undefined
		);
	};
	const pages = ofOrganisation
		.filter(([route]) => mayOpen(routeAccess[route].page))
		.map(([route, name]) => ({
			href: base + route.replace('[organisation]', organisationId ?? ''),
			text: name(t),
			count: counts[route] ?? 0,
		}));
	const home = { href: organisationId === undefined ? base : base + query, text: t.identity.home_title };
	return [
		{ heading: undefined, links: [home] },
		...(organisation === undefined || pages.length === 0 ? [] : [{ heading: organisation, links: pages }]),
		{
			heading: t.identity.rail_mine,
			links: [
				{ href: `${base}/my-details`, text: t.identity.details_title },
				{ href: `${base}/keys`, text: t.keys.my_key_title },
				{ href: `${base}/passkeys`, text: t.identity.rail_passkeys },
				{ href: `${base}/sessions`, text: t.identity.rail_sessions },
			],
		},
	];
}
