import { access } from '#rooms/requests/access.ts';
import { makeSupport } from '#rooms/requests/make-support.server.ts';
import { SupportWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.makeSupport, shape: SupportWish, verb: makeSupport });
