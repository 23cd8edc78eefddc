import { access } from '#rooms/requests/access.ts';
import { exportRequests } from '#rooms/requests/export-requests.server.ts';
import { CardsWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.exportRequests, shape: CardsWish, verb: exportRequests });
