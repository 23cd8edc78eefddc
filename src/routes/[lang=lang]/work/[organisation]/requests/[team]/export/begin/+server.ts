import { access } from '#rooms/requests/access.ts';
import { beginExport } from '#rooms/requests/begin-export.server.ts';
import { Nothing } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.beginExport, shape: Nothing, verb: beginExport });
