import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { findTeamName } from '#rooms/identity/find-team-name.server.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import type { Conversation, ConversationObject } from '../conversation.ts';
import { requestStates } from '../request.ts';
import type { KeptRequest } from './keep-until.ts';
import { oneOf } from './one-of.ts';

/** How many openings are told, the last ones. */
const MOST_OPENINGS = 50;

/** All of a conversation that its person may see. The transaction holds the receipt. */
export async function readConversation(tx: Transaction<DB>, kept: KeptRequest): Promise<Conversation> {
	const { organisationId, requestId } = kept;
	const row = await selectRequest(tx, requestId);
	const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
	return {
		requestId,
		organisationId,
		teamId: row.team_id,
		teamName: (await findTeamName(tx, row.team_id)) ?? '',
		serviceId: row.service_id,
		language: oneOf(languages, row.language),
		state: oneOf(requestStates, row.state),
		sentAt: row.sent_at.toISOString(),
		dueOn: row.waits_for_team && row.closed_at === null ? row.due_on : null,
		promisedDays: row.promised_days ?? 0,
		personKey: row.person_key,
		requesterWrap: layer.take(`${requestId}:requester`, row.requester_wrap),
		hasNotice: row.has_notice,
		objects: await listObjects(tx, requestId),
		openings: await listOpenings(tx, requestId),
	};
}

function selectRequest(tx: Transaction<DB>, requestId: string) {
	return tx
		.selectFrom('request as r')
		.leftJoin('request_intake as i', 'i.service_id', 'r.service_id')
		.select(['r.team_id', 'r.service_id', 'r.language', 'r.state', 'r.sent_at', 'r.due_on'])
		.select(['r.waits_for_team', 'r.closed_at', 'r.person_key', 'r.requester_wrap', 'r.retention_month'])
		.select(['i.promised_days'])
		.select(({ exists, selectFrom }) =>
			exists(selectFrom('request_notice as n').select('n.channel').whereRef('n.request_id', '=', 'r.id')).as(
				'has_notice',
			),
		)
		.where('r.id', '=', requestId)
		.$narrowType<{ has_notice: boolean }>()
		.executeTakeFirstOrThrow();
}

async function listObjects(tx: Transaction<DB>, requestId: string): Promise<ConversationObject[]> {
	const rows = await tx
		.selectFrom('request_object')
		.select(['id', 'kind', 'version', 'by_team', 'signing_key', 'written_at'])
		.select(sql<Buffer | null>`case when kind <> 'file' then sealed end`.as('sealed'))
		.where('request_id', '=', requestId)
		.where('kind', '<>', 'note')
		.orderBy('number')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		kind: oneOf(['message', 'answer', 'file'], row.kind),
		version: row.version,
		byTeam: row.by_team,
		signingKey: row.signing_key,
		writtenAt: row.written_at.toISOString(),
		sealed: row.sealed,
	}));
}

async function listOpenings(tx: Transaction<DB>, requestId: string): Promise<Conversation['openings']> {
	const rows = await tx
		.selectFrom('request_opening')
		.select(['role', 'opened_at'])
		.where('request_id', '=', requestId)
		.orderBy('number', 'desc')
		.limit(MOST_OPENINGS)
		.execute();
	return rows.map(({ role, opened_at: at }) => ({
		role: oneOf(['coordinator', 'professional'], role),
		at: at.toISOString(),
	}));
}
