import * as z from 'zod/mini';
import { inBase64, Locator } from './sent-request.ts';

/** What is shown of a receipt with everything one asks for: the locator, and what follows from the secret. Not the secret. */
export const ReceiptProof = z.object({ locator: Locator, authentication: inBase64({ exactly: 32 }) });
export type ReceiptProof = z.infer<typeof ReceiptProof>;
