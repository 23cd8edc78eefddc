import type { Database } from '#house/database/kysely.ts';
import { sealWithPassphrase } from '#house/crypto/age-file.ts';
import { aPassphraseSlot, type KeyHolder } from '#rooms/keys/team-keys.builder.ts';
import { receivedRequests } from '#rooms/requests/received-requests.builder.ts';
import { makeAskedTeams } from './asked-teams.ts';
import { seedRandom } from './random.ts';
import { makeVocabulary, write } from './vocabulary.ts';

/** A team's inbox with so many requests, and someone who has a passphrase for it. */
export interface Inbox {
	path: string;
	holder: KeyHolder;
	cards: { id: string; title: string; name: string }[];
	/** Words of the titles, some common and some not. */
	words: string[];
}

/** With what each title begins, so that an opened one is known. */
export const titleStart = 'Demande';
const words = { from: 100, to: 2000, asked: 12 };

/** With all the work there is in it: that is what is measured. */
function sealAsBrowsersDo(identity: string, passphrase: string): Promise<Uint8Array> {
	return sealWithPassphrase(Buffer.from(identity), passphrase);
}

export async function makeInbox(owner: Database, count: number): Promise<Inbox> {
	const [made] = await makeAskedTeams(owner, 1);
	const holder = made?.team.holders[0];
	if (made === undefined || holder === undefined) throw new Error('Nobody holds the key of the team.');
	const random = seedRandom(count);
	const vocabulary = makeVocabulary('fr', random);
	const cards = Array.from({ length: count }, (_, index) => ({
		id: String(index),
		title: `${titleStart} ${index} : ${write(vocabulary, 8, random)}`.slice(0, 90),
		name: vocabulary[random.below(words.to)] ?? '',
	}));
	const { team, serviceId } = made;
	await aPassphraseSlot(owner, holder, sealAsBrowsersDo);
	await receivedRequests(owner, { team, serviceId, cards });
	const asked = Array.from({ length: words.asked }, () => vocabulary[words.from + random.below(words.to)] ?? '');
	return { path: `/fr/work/${team.organisationId}/requests/${team.teamId}`, holder, cards, words: asked };
}
