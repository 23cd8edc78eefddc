import { sql } from 'kysely';

/** By what the database keeps one open invitation for each address, role and team: see the index invitation_open. */
export const openInvitation = sql`organisation_id, lower(email), role, team_id`;
