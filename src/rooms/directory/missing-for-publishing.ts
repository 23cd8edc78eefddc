import type { ServiceRecord } from './service-record.ts';
import type { Section } from './service-sections.ts';

/** Without these nobody can be told whom to turn to. */
const essentials = ['name', 'description', 'audiences', 'needs', 'contact', 'coverage'] as const;
export type Essential = (typeof essentials)[number];

export const sectionOfEssential: Record<Essential, Section> = {
	name: 'identity',
	description: 'identity',
	audiences: 'audience',
	needs: 'audience',
	contact: 'reach',
	coverage: 'coverage',
};

/** What a service still lacks before it can be published; a draft needs nothing but a name. */
export function listMissing(record: ServiceRecord): Essential[] {
	const words = record.texts[record.mainLanguage];
	const has: Record<Essential, boolean> = {
		name: words.name !== '',
		description: words.description !== '',
		audiences: record.audiences.length > 0,
		needs: record.needs.length > 0,
		contact: record.phone !== null || record.email !== null || record.url !== null,
		coverage: record.coverage.length > 0,
	};
	return essentials.filter((essential) => !has[essential]);
}

/** What an edit would take away of it. A service that never said all of it may go on as it is. */
export function listLost(before: ServiceRecord, after: ServiceRecord): Essential[] {
	const missedBefore = listMissing(before);
	return listMissing(after).filter((essential) => !missedBefore.includes(essential));
}
