import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	orient: 'anyone',
	explain: 'anyone',
	answerPlace: 'anyone',
	findPlaces: 'anyone',
	readPlaces: 'anyone',
	drawAreas: 'anyone',
	listGaps: 'signed_in',
	countLocalAnswers: 'system',
	loadAreas: 'system',
} satisfies Access;
