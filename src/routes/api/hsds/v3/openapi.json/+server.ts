import { answerFixed, answerMethods } from '#house/web/api-answer.ts';
import { writeOpenApi } from '#rooms/directory/describe-hsds.ts';
import { describePublisher } from '../publisher.server.ts';
import type { RequestHandler } from './$types';

/** The API described by OpenAPI 3.1. */
export const GET: RequestHandler = (event) => answerFixed(event.request, writeOpenApi(describePublisher(event)));

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, OPTIONS');
