import { answerClosures } from '../../../answer-closures.server.ts';
import type { RequestHandler } from './$types';

/** When a service is closed. */
export const GET: RequestHandler = (event) => answerClosures(event, 'service');
