import { access } from '#rooms/requests/access.ts';
import { beginReceiving } from '#rooms/requests/begin-receiving.server.ts';
import { BeginReceivingWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.beginReceiving, shape: BeginReceivingWish, verb: beginReceiving });
