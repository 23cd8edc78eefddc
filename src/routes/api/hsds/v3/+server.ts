import { answerFixed, answerMethods } from '#house/web/api-answer.ts';
import { describeHsds } from '#rooms/directory/describe-hsds.ts';
import { describePublisher } from './publisher.server.ts';
import type { RequestHandler } from './$types';

export const trailingSlash = 'ignore';

/** What this feed is: its version of HSDS, its profile and its description. */
export const GET: RequestHandler = (event) => answerFixed(event.request, describeHsds(describePublisher(event)));

export const fallback: RequestHandler = ({ request }) => answerMethods(request, 'GET, HEAD, OPTIONS');
