import { answerClosures } from '../../../answer-closures.server.ts';
import type { RequestHandler } from './$types';

/** When the services of an organisation are closed. */
export const GET: RequestHandler = (event) => answerClosures(event, 'organisation');
