/**
 * The web process keeps little: without a bound V8 lets garbage grow to several times what is in use. Options of Node; megabytes.
 */
export const memoryBounds = ['--max-semi-space-size=32', '--max-old-space-size=256'];
