import { answerEmbed } from '../../../answer-embed.server.ts';
import type { RequestHandler } from './$types';

/** The box of a commune as a piece of HTML, for a site whose server includes it. */
export const GET: RequestHandler = (event) => answerEmbed(event, 'fragment');
