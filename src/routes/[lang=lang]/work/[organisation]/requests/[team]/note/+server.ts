import { access } from '#rooms/requests/access.ts';
import { noteRequest } from '#rooms/requests/note-request.server.ts';
import { NoteWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.noteRequest, shape: NoteWish, verb: noteRequest });
