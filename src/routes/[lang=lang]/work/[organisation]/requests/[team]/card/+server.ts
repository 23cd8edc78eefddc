import { access } from '#rooms/requests/access.ts';
import { keepCard } from '#rooms/requests/keep-card.server.ts';
import { CardWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.keepCard, shape: CardWish, verb: keepCard });
