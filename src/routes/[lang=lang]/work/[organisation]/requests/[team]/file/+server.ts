import { access } from '#rooms/requests/access.ts';
import { findFile } from '#rooms/requests/find-file.server.ts';
import { FileWish } from '#rooms/requests/work-wishes.ts';
import type { RequestHandler } from './$types';
import { answerTeam } from '../get-team.server.ts';

export const POST: RequestHandler = (event) =>
	answerTeam(event, { allowed: access.findFile, shape: FileWish, verb: findFile });
