import { randomBytes } from 'node:crypto';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { fromBase64 } from '#house/crypto/bytes.ts';
import { makeLocator } from '#house/crypto/receipt.ts';
import { makeOuterLayer } from '#rooms/keys/make-outer-layer.server.ts';
import type { OuterLayer } from '#rooms/keys/outer-layer.ts';
import type { TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { monthAfter } from './private/keep-until.ts';
import { makeRequestKey, wrapForRequester, wrapForVault } from './request-keys.ts';
import { makeNotesKey, sealCard } from './seal-work.ts';

interface Wish {
	team: TeamWithKeys;
	serviceId: string;
	/** What stands in the list, one request each. */
	cards: readonly { title: string; name: string }[];
}

/** Ten thousand parameters in one statement. */
const batchSize = 500;
const minute = 60_000;

/** Requests that a team has opened before, with their lines of the list and nothing else; many at once, to measure with. */
export async function receivedRequests(owner: Database, { team, serviceId, cards }: Wish): Promise<void> {
	const { organisationId } = team;
	const now = new Date();
	const month = monthAfter(now.toISOString().slice(0, 10), 12);
	const locators = new Set<string>();
	while (locators.size < cards.length) locators.add(makeLocator());
	const drawn = [...locators];
	await actAs(owner, { organisationId }, async (tx) => {
		const layer = await makeOuterLayer(tx, { organisationId, month });
		for (let start = 0; start < cards.length; start += batchSize) {
			const rows = cards.slice(start, start + batchSize).map((card, index) => ({
				...seal(team, card, layer),
				service_id: serviceId,
				locator: drawn[start + index] ?? '',
				retention_month: month,
				due_on: now.toISOString().slice(0, 10),
				sent_at: new Date(now.getTime() - (start + index) * minute),
				received_at: now,
			}));
			await tx.insertInto('request').values(rows).execute();
		}
	});
}

/** What is sealed of one request, and what stands beside it whatever it is. */
function seal({ organisationId, teamId, epoch, keys }: TeamWithKeys, card: Wish['cards'][number], layer: OuterLayer) {
	const id = crypto.randomUUID();
	const scope = { organisationId, teamId, requestId: id };
	const own = { request: makeRequestKey(), notes: makeNotesKey() };
	return {
		organisation_id: organisationId,
		id,
		team_id: teamId,
		language: 'fr',
		without_script: false,
		salt: randomBytes(16),
		authentication_hash: randomBytes(32),
		person_key: randomBytes(32),
		epoch,
		requester_wrap: layer.put(`${id}:requester`, wrapForRequester(own.request, scope, randomBytes(32))),
		vault_wrap: layer.put(`${id}:vault`, wrapForVault(own, scope, { epoch, key: keys.vaultKey })),
		vault_epoch: epoch,
		card: Buffer.from(fromBase64(sealCard({ scope, keys: own }, { v: 1, ...card }, 1))),
		card_version: 1,
		state: 'received',
	};
}
