import { access } from '#rooms/requests/access.ts';
import { closeRequest } from '#rooms/requests/close-request.server.ts';
import { CloseWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.closeRequest, shape: CloseWish, verb: closeRequest });
