import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { listDoors } from '#house/testing/list-doors.ts';
import { aColleague } from './colleague.builder.ts';
import { roles } from './roles.ts';

const { owner, app } = await aDatabase();
const { doors, strayRules } = await listDoors();

/** Verbs that are a step in a transaction which others open: they are given the actor, whom those have found by the same rule. */
const givenAnActor = ['audit: listActs', 'audit: exportActs'];
/** Questions that are asked of no organisation: they answer with what all of one's own may read. */
const ofNoPlace = ['addVersion', 'enterPartyAct', 'findKeptDocument', 'keepDocument', 'listAccessions', 'putText'];
const heldByRoles = doors.filter(
	({ room, verb, rule }) => typeof rule === 'object' && !givenAnActor.includes(`${room}: ${verb}`),
);

test('every verb of every room has its rule, and every rule its verb', () => {
	expect(doors.length).toBeGreaterThan(40);
	expect(doors.filter(({ rule }) => rule === undefined).map(({ room, verb }) => `${room}: ${verb}`)).toEqual([]);
	expect(doors.filter(({ call }) => call === undefined).map(({ room, verb }) => `${room}: ${verb}`)).toEqual([]);
	expect(strayRules).toEqual([]);
});

test.each(heldByRoles)('$room: $verb knows nothing for any other role, nor elsewhere', async ({ rule, call, verb }) => {
	const organisationId = await anOrganisation(owner);
	const elsewhere = await anOrganisation(owner);
	for (const role of roles) {
		const { signedIn } = await aColleague(owner, { organisationId, role });
		const isAllowed = typeof rule === 'object' && rule.includes(role);
		const places = isAllowed ? (ofNoPlace.includes(verb) ? [] : [elsewhere]) : [organisationId, elsewhere];
		for (const place of places) {
			const answer = await call?.(app, signedIn, anyWish(place));
			expect({ role, answer }).toEqual({ role, answer: showNothing(verb) });
		}
	}
});

/** What a verb answers to whoever may know nothing: to a question for many, none; to a count, nought. */
function showNothing(verb: string): unknown {
	if (verb.startsWith('count')) return 0;
	return verb.endsWith('Entries') ? [] : { refused: 'unknown' };
}

/** Whatever a verb may want to know besides the organisation: whoever may not is told nothing of it. */
function anyWish(organisationId: string) {
	const ids = {
		personId: randomUUID(),
		teamId: randomUUID(),
		grantId: randomUUID(),
		invitationId: randomUUID(),
		accessionId: randomUUID(),
	};
	const form = { name: 'X', email: 'x@essai.example', language: 'fr', role: 'contributor', page: 1 };
	return { organisationId, ...ids, ...form, filter: { page: 1 } };
}
