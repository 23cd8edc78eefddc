import { access } from '#rooms/requests/access.ts';
import { listCards } from '#rooms/requests/list-cards.server.ts';
import { CardsWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.listCards, shape: CardsWish, verb: listCards });
