import { error, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '#house/language/language.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { getSignedIn } from '../get-signed-in.server.ts';

export interface StaffPlace {
	person: SignedIn;
	organisationId: string;
	/** In the language of the page. */
	organisation: string;
	language: Language;
}

type PlaceEvent = RequestEvent & { params: { organisation: string } };

/** Who is signed in, and the organisation of the address. One in which they hold no role is no page. */
export async function getPlace(event: PlaceEvent): Promise<StaffPlace> {
	const person = await getSignedIn(event);
	const organisationId = event.params.organisation;
	const { language } = event.locals;
	const grant = person.grants.find((each) => each.organisationId === organisationId);
	if (grant === undefined) error(404);
	return { person, organisationId, organisation: grant.organisation[language], language };
}

type Told<Answer> = Answer extends { refused: infer Refusal }
	? [Exclude<Refusal, 'unknown'>] extends [never]
		? never
		: Omit<Answer, 'refused'> & { refused: Exclude<Refusal, 'unknown'> }
	: Answer;

/** What a verb answered; where it knows nothing of what was asked, nor does the page. */
export function orNoPage<Answer extends object>(answer: Answer): Told<Answer> {
	if ('refused' in answer && answer.refused === 'unknown') error(404);
	// TypeScript does not follow into the union what has just been ruled out.
	return answer as Told<Answer>;
}
