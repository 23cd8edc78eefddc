import { access } from '#rooms/requests/access.ts';
import { refreshRequest } from '#rooms/requests/refresh-request.server.ts';
import { OpenWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.refreshRequest, shape: OpenWish, verb: refreshRequest });
