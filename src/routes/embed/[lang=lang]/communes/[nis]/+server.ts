import { answerEmbed } from '../../../answer-embed.server.ts';
import type { RequestHandler } from './$types';

/** The box of a commune as a page for a frame: the one page that other sites may frame. */
export const GET: RequestHandler = (event) => answerEmbed(event, 'frame');
