import { access } from '#rooms/requests/access.ts';
import { receiveRequest } from '#rooms/requests/receive-request.server.ts';
import { ReceiveWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.receiveRequest, shape: ReceiveWish, verb: receiveRequest });
