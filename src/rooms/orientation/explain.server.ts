import { nameLanguage } from '#house/language/language.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { nameArea } from './find-places.server.ts';
import { anywhere } from './orientation.ts';
import type { FoundService, Orientation } from './orientation.ts';
import { writeAt } from './write-at.ts';

/** A service found, with the reasons for showing it. */
type ExplainedService = { service: FoundService; why: string[] };

/** An orientation ready to be read: what is near, what is wider, the Réseau, each with its reasons. */
export type Explained = {
	local: ExplainedService[];
	wider: ExplainedService[];
	central: ExplainedService[];
	hasMore: boolean;
};

type Context = { place: string; placeName: string; spoken: string | undefined; page: number; language: Language };

/** Gives every service of an orientation the reason why it is shown. */
export function explain(orientation: Orientation, context: Context): Explained {
	const local = orientation.found.filter((service) => service.nearness === 'commune');
	const wider = orientation.found.filter((service) => service.nearness !== 'commune');
	const hasLocal = local.length > 0 || context.page > 1;
	return {
		local: local.map((service) => ({ service, why: whyFound(service, context) })),
		wider: wider.map((service) => ({ service, why: whyFound(service, context) })),
		central: orientation.central.map((service) => ({ service, why: whyCentral(service, hasLocal, context) })),
		hasMore: orientation.hasMore,
	};
}

function whyFound(service: FoundService, { place, spoken, language }: Context): string[] {
	const t = texts(language).orientation;
	const area = nameArea(service.areaCode, language);
	const wider = place === anywhere ? t.why_anywhere : t.why_wider({ area });
	const reasons = [service.nearness === 'commune' ? t.why_commune({ area }) : wider];
	if (spoken !== undefined) {
		reasons.push(t.why_spoken({ language: nameLanguage(spoken, language) }));
	}
	if (!service.stated) {
		reasons.push(t.why_unstated);
	}
	return reasons;
}

function whyCentral(service: FoundService, hasLocal: boolean, { place, placeName, language }: Context): string[] {
	const t = texts(language).orientation;
	if (service.networkRole === 'professional_support') {
		return [t.why_central_professional];
	}
	return hasLocal || place === anywhere
		? [t.why_central_free]
		: [t.why_central_only({ at: writeAt(placeName, language) }), t.why_central_free];
}
