import { monthsSince } from './freshness.ts';
import { isPublic, type ServiceState } from './service-lifecycle.ts';
import type { ServiceRecord } from './service-record.ts';
import type { Section } from './service-sections.ts';

/** What makes a card useful to whoever reads it, after the French data-inclusion standard. It is about the card, never about people. */
export const criteria = [
	'address',
	'reach',
	'audience',
	'need',
	'contact',
	'email',
	'phone',
	'freshness',
	'cost',
	'description',
] as const;
export type Criterion = (typeof criteria)[number];

export interface CardFacts {
	record: ServiceRecord;
	state: ServiceState;
	confirmedOn: string | null;
}

/** From 0 to 1 for each criterion that applies to this card. */
export type Fulfilment = Partial<Record<Criterion, number>>;

export function measureCard({ record, state, confirmedOn }: CardFacts, today: string): Fulfilment {
	const { modes, texts, mainLanguage } = record;
	const fulfilment: Fulfilment = {
		reach: (Number(modes.length > 0) + Number(record.referralModes.length > 0)) / 2,
		audience: Number(record.audiences.length > 0),
		need: Number(record.needs.length > 0),
		contact: Number(record.phone !== null || record.email !== null || record.url !== null),
		cost: Number(record.free !== null || texts[mainLanguage].cost !== ''),
		description: measureLength(texts[mainLanguage].description),
	};
	if (modes.includes('visit')) fulfilment.address = measureAddress(record);
	if (modes.includes('email')) fulfilment.email = Number(record.email !== null);
	if (modes.includes('phone')) fulfilment.phone = Number(record.phone !== null);
	// Before it is published there is nothing to confirm.
	if (isPublic(state)) fulfilment.freshness = measureFreshness(confirmedOn, today);
	return fulfilment;
}

/** Where the public is told only the town, that is all there is to give. */
function measureAddress({ confidentialAddress, street, postalCode, town }: ServiceRecord): number {
	return Number(confidentialAddress ? town !== null : street !== null && postalCode !== null && town !== null);
}

const freshMonths = 6;
const staleMonths = 24;

function measureFreshness(confirmedOn: string | null, today: string): number {
	if (confirmedOn === null) return 0;
	const months = monthsSince(confirmedOn, today);
	return Math.min(1, Math.max(0, (staleMonths - months) / (staleMonths - freshMonths)));
}

function measureLength(description: string): number {
	const { length } = description.trim();
	if (length < 50) return 0;
	return length < 200 || length >= 2000 ? 0.5 : 1;
}

/** Where the criterion is fulfilled; freshness by confirming, which is no section. */
const sectionOfCriterion: Record<Criterion, Section | 'confirm'> = {
	address: 'address',
	reach: 'referral',
	audience: 'audience',
	need: 'audience',
	contact: 'reach',
	email: 'reach',
	phone: 'reach',
	freshness: 'confirm',
	cost: 'cost',
	description: 'identity',
};

export interface Completeness {
	/** 0 to 100. */
	percent: number;
	/** The one criterion that raises it most; undefined when there is nothing to gain. */
	best: { criterion: Criterion; section: Section | 'confirm' } | undefined;
}

/** The mean of the criteria that apply, and what raises it most: they weigh alike, so it is the least fulfilled. */
export function summariseCard(facts: CardFacts, today: string): Completeness {
	const fulfilment = measureCard(facts, today);
	const applying = criteria.flatMap((criterion) => {
		const value = fulfilment[criterion];
		return value === undefined ? [] : [{ criterion, value }];
	});
	const mean = applying.reduce((sum, { value }) => sum + value, 0) / applying.length;
	const [least] = applying.filter(({ value }) => value < 1).sort((a, b) => a.value - b.value);
	return {
		// Rounded down: a hundred means that nothing is left to do.
		percent: Math.floor(mean * 100 + 1e-9),
		best: least && { criterion: least.criterion, section: placeOf(least.criterion, facts.record) },
	};
}

/** Modes of contact are in another section than who may refer. */
function placeOf(criterion: Criterion, { modes }: ServiceRecord): Section | 'confirm' {
	return criterion === 'reach' && modes.length === 0 ? 'reach' : sectionOfCriterion[criterion];
}
