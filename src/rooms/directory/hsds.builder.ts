import type { HsdsObject } from './hsds.ts';
import { describeAudience, describeNeed } from './private/hsds/vocabulary.ts';

/** Terms of our own two taxonomies, for tests of what others say of theirs: for relatives, to be listened to. */
export const ownTerms: HsdsObject[] = [describeAudience('relative'), describeNeed('listen')];
