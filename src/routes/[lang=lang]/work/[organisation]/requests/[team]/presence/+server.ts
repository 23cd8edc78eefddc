import { access } from '#rooms/requests/access.ts';
import { notePresence } from '#rooms/requests/note-presence.server.ts';
import { PresenceWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.notePresence, shape: PresenceWish, verb: notePresence });
