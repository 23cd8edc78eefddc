import type { HsdsObject } from '../../hsds.ts';
import { listMissing } from '../../missing-for-publishing.ts';
import type { ServiceState } from '../../service-lifecycle.ts';
import type { ServiceRecord } from '../../service-record.ts';
import type { UnderstoodService } from '../../service-of-hsds.ts';
import type { StoredService } from '../stored-service.ts';

/** For whom services are taken in. Without a person: the operator, who acts for no organisation, as files do. */
export interface Taking {
	organisationId: string;
	sourceId: string;
	/** How the source is called, for the key of the service. */
	source: string;
	personId: string | null;
	imaginary: boolean;
	/** The operator's: what is new is public at once. */
	publish: boolean;
}

export interface GivenWhole {
	original: HsdsObject;
	/** The same as JSON, as it is kept. */
	content: string;
	/** Hexadecimal. */
	fingerprint: string;
	understood: UnderstoodService;
}

/** A service on its way in. `stored`: as it is now; undefined of a new one. */
export interface Incoming extends GivenWhole {
	id: string;
	stored: StoredService | undefined;
	record: ServiceRecord;
	version: number;
	state: ServiceState;
}

export function prepare(given: GivenWhole, stored: StoredService | undefined, taking: Taking): Incoming {
	const record = harmless(mergeRecord(given.understood.record, stored?.record), taking.imaginary);
	const state = chooseState(given.understood.standing, { record, stored, taking });
	const id = given.original.id.toLowerCase();
	return { ...given, id, stored, record, version: (stored?.version ?? 0) + 1, state };
}

/** Fields that HSDS has no place for stay as they are here. */
function mergeRecord(given: ServiceRecord, here: ServiceRecord | undefined): ServiceRecord {
	if (here === undefined) return given;
	const texts = { ...here.texts };
	for (const language of ['fr', 'nl', 'de', 'en'] as const) {
		const [theirs, ours] = [given.texts[language], here.texts[language]];
		const own = {
			mission: theirs.mission || ours.mission,
			method: theirs.method || ours.method,
			limits: theirs.limits || ours.limits,
			professionalSecrecy: theirs.professionalSecrecy || ours.professionalSecrecy,
		};
		texts[language] = { ...theirs, ...own };
		// A language that says something has a name.
		if (theirs.name === '' && Object.values(own).some((text) => text !== '')) {
			texts[language].name = given.texts[given.mainLanguage].name;
		}
	}
	const { confidentialAddress, contactPhone, contactEmail, contactNote, confirmationMonths } = here;
	const address = confidentialAddress ? { street: here.street, postalCode: here.postalCode, town: here.town } : {};
	const own = { confidentialAddress, contactPhone, contactEmail, contactNote, confirmationMonths };
	return { ...given, ...own, ...address, texts };
}

/** Nobody must be able to reach a real person through an imaginary service. */
function harmless(record: ServiceRecord, imaginary: boolean): ServiceRecord {
	if (!imaginary) return record;
	const { phone, email } = record;
	return {
		...record,
		url: null,
		phone: phone !== null && /^\+32[0-9]{1,3}000[0-9]*$/.test(phone) ? phone : null,
		email: email?.endsWith('.example') ? email : null,
	};
}

/** The day its capacity was last stated; today where that was not told. */
export function statedOn({ record, understood }: Pick<Incoming, 'record' | 'understood'>): string | null {
	return record.capacity === null ? null : (understood.capacityOn ?? new Date().toISOString().slice(0, 10));
}

interface Choice {
	record: ServiceRecord;
	stored: StoredService | undefined;
	taking: Taking;
}

/** What is public stays so; what is new waits for a second person, or for what it still lacks. */
function chooseState(standing: UnderstoodService['standing'], { record, stored, taking }: Choice): ServiceState {
	if (standing === 'archived') return 'archived';
	if (stored?.state === 'published' || stored?.state === 'paused')
		return standing === 'paused' ? 'paused' : 'published';
	if (taking.publish) return standing === 'paused' ? 'paused' : 'published';
	return taking.personId !== null && listMissing(record).length === 0 ? 'in_review' : 'draft';
}
