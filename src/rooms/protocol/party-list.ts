import { localeOf, type Language } from '#house/language/language.ts';
import { domains, type Domain } from './domain.ts';
import { isParty, standingOn, type PartyStanding } from './party-state.ts';
import type { Participation, Party } from './party.ts';

/** A party as it stands on a day. */
export interface ListedParty {
	party: Party;
	standing: PartyStanding;
	/** In the order of the protocol. Undefined: none was ever recorded, so it is still to be confirmed. */
	domains: Domain[] | undefined;
}

/** Those in the register on a day (YYYY-MM-DD): parties by the day they became one, then by name; then the others. */
export function listOn(parties: readonly Party[], day: string, language: Language): ListedParty[] {
	const { compare } = new Intl.Collator(localeOf(language));
	return parties
		.map((party) => ({ party, standing: standingOn(party.acts, day), domains: listDomains(party, day) }))
		.filter(({ standing }) => standing.state !== 'unknown')
		.toSorted(
			(one, other) =>
				Number(isParty(other.standing.state)) - Number(isParty(one.standing.state)) ||
				orderKinds(one) - orderKinds(other) ||
				compare(one.party.names[language], other.party.names[language]),
		);
}

/** The domains in which a party takes part on a day. Whoever is suspended or has left takes part in none. */
function listDomains(party: Party, day: string): Domain[] | undefined {
	if (party.participations.length === 0) return undefined;
	if (standingOn(party.acts, day).state !== 'party') return [];
	return domains.filter((domain) => party.participations.some((each) => each.domain === domain && isOn(each, day)));
}

function isOn({ from, until }: Participation, day: string): boolean {
	return from <= day && (until === null || until >= day);
}

const kindsInOrder = ['community', 'region', 'province', 'municipality', 'other'];

function orderKinds({ party }: ListedParty): number {
	return kindsInOrder.indexOf(party.kind);
}
