/** For whom one writes. */
export const writers = ['myself', 'relative', 'professional', 'unsaid'] as const;
