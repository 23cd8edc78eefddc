import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inBase64, writeJson } from './sent-request.ts';

test.each([
	['of the browser', new Uint8Array([1, 2, 255])],
	['of Node', Buffer.from([1, 2, 255])],
])('bytes %s go through JSON and come back', (_, bytes) => {
	const written = writeJson({ bytes, text: 'a', list: [bytes] });
	expect(written).toBe('{"bytes":"AQL_","text":"a","list":["AQL_"]}');
	const shape = z.object({ bytes: inBase64({ exactly: 3 }) });
	expect(z.parse(shape, JSON.parse(written)).bytes).toEqual(new Uint8Array([1, 2, 255]));
});

test.each(['AQL', 'AQL_A', 'AQ=_', 'äöü_'])('what is not these bytes is refused: %s', (text) => {
	expect(z.safeParse(inBase64({ exactly: 3 }), text).success).toBe(false);
});
