import { formatDate } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { MergeProposal } from './merge-proposal.ts';

interface Reader {
	organisationId: string;
	language: Language;
}

/** A proposal in words, as one of its two organisations reads it. */
export function describeProposal(proposal: MergeProposal, { organisationId, language }: Reader) {
	const t = texts(language).directory;
	const { ceasing, surviving, names, state, expiresOn, proposedOn } = proposal;
	const nameOf = (of: Record<string, string>) => of[language] ?? Object.values(of)[0] ?? t.merge_proposal_hidden;
	const other = ceasing.organisationId === organisationId ? surviving : ceasing;
	const told = { organisation: other.organisation[language], date: formatDate(proposedOn, language) };
	return {
		line: t.merge_proposal_line({ ceasing: nameOf(names.ceasing), surviving: nameOf(names.surviving) }),
		from: proposal.organisationId === organisationId ? t.merge_sent(told) : t.merge_received(told),
		state: state === 'open' ? t.merge_state_open({ date: formatDate(expiresOn, language) }) : t[`merge_state_${state}`],
	};
}
