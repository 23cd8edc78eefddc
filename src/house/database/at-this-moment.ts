import { sql } from 'kysely';

/** For the end of something: `now()` is when the transaction began, which may be before what it ends began in another one. */
export const atThisMoment = sql<Date>`clock_timestamp()`;
