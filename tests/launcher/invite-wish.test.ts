import { expect, test } from 'vitest';
import { readInviteWish } from '../../scripts/launcher/invite-wish.ts';

const whole = {
	organisation: 'verviers',
	email: 'x@verviers.example',
	name: 'Alix Exemple',
	role: 'organisation_administrator',
};

function write(wish: Record<string, string>): string[] {
	return Object.entries(wish).flatMap(([name, value]) => [`--${name}`, value]);
}

test('a whole wish is read; French is the language of whoever gives none', () => {
	expect(readInviteWish(write(whole))).toEqual({ ...whole, language: 'fr' });
	expect(readInviteWish(write({ ...whole, language: 'nl' }))).toMatchObject({ language: 'nl' });
});

test.each([
	['organisation', '', '--organisation is missing'],
	['email', 'alix', '--email is missing or no whole address'],
	['name', ' ', '--name is missing'],
	['role', 'professional', 'roles of a team are given by the organisation itself'],
	['language', 'es', '--language must be one of fr, nl, de, en'],
	['surname', 'x', "Unknown option '--surname'"],
])('--%s %j is refused in one sentence that says what to give', (name, value, said) => {
	expect(() => readInviteWish(write({ ...whole, [name]: value }))).toThrow(said);
	expect(() => readInviteWish(write({ ...whole, [name]: value }))).toThrow('npm run invite -- --organisation verviers');
});
