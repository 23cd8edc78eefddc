import { access } from '#rooms/requests/access.ts';
import { assignRequest } from '#rooms/requests/assign-request.server.ts';
import { AssignWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.assignRequest, shape: AssignWish, verb: assignRequest });
