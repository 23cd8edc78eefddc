import { error, fail, redirect } from '@sveltejs/kit';
import * as env from '$app/env/private';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { openGate, passGate, showGateAgain, type GateAnswer, type GateForm, type GatePass } from '#house/web/gate.ts';
import { parseForm, readTyped, type Typed } from '#house/web/parse-form.ts';
import { networkOf, openCounter } from '#house/web/rate-limit.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { sendSuggestion } from '#rooms/directory/send-suggestion.server.ts';
import { listSuggestionProblems, SuggestionForm } from '#rooms/directory/suggestion.ts';
import { texts } from '#messages';
import { getSuggestible } from './get-suggestible.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Suggestions an hour from one address, by how the gate was passed. A classroom of thirty shares one address. */
const mostAnHour = { work: 120, patience: 30 };
const open = (points: number) => openCounter({ points: env.RATE_LIMIT_PER_MINUTE === 0 ? 0 : points, seconds: 3600 });
const counters = { work: open(mostAnHour.work), patience: open(mostAnHour.patience) };

export const load: PageServerLoad = async (event) => {
	const { id, name, organisationName, imaginary } = await getSuggestible(event);
	const words = texts(event.params.lang).directory.suggestion_gate_words.split(' ');
	const gate = await openGate(await gateOf(event.locals.database, id), words);
	return { page: new ServerOnly({ service: { id, name, organisationName, imaginary }, gate }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { id } = await getSuggestible(event);
		const typed = readTyped(await readForm(event.request));
		const answer = readAnswer(typed);
		const { values, parsed } = { values: keepTyped(typed), parsed: parseForm(SuggestionForm, typed) };
		const issues = 'issues' in parsed ? listSuggestionProblems(typed, parsed.issues) : [];
		const pass = passGate(answer, await gateOf(event.locals.database, id));
		const back = { values, issues, gate: showGateAgain(answer), refused: undefined };
		if ('refused' in pass) {
			const { refused } = pass;
			if (refused === 'expired') return fail(409, { ...back, gate: undefined, refused });
			return fail(400, { ...back, issues: [...issues, { field: 'word', problem: `gate_${refused}` as const }] });
		}
		if ('issues' in parsed) return fail(400, back);
		if (!(await mayPass(pass, event.getClientAddress()))) return fail(429, { ...back, refused: 'crowd' as const });
		const { lang: language } = event.params;
		const handedIn = { serviceId: id, form: parsed.form, language, day: readClock(new Date()).date };
		const sent = await sendSuggestion(event.locals.database, handedIn, pass);
		const refused = 'refused' in sent ? sent.refused : undefined;
		if (refused === 'unknown') error(404, 'unknown_service');
		if (refused !== undefined) return fail(409, { ...back, gate: undefined, refused });
		redirect(303, `${event.url.pathname}/sent`);
	},
};

async function gateOf(database: Database, serviceId: string): Promise<GateForm> {
	return { purpose: `suggestion:${serviceId}`, secret: await getServerSecret(database, 'gate'), now: new Date() };
}

function readAnswer(typed: Typed): GateAnswer {
	const read = (name: string) => String(typed[name] ?? '');
	return { challenge: read('challenge'), solution: read('solution'), word: read('word') };
}

function keepTyped({ kind = '', words = '', email = '', word = '' }: Typed): Typed {
	return { kind, words, email, word };
}

function mayPass({ by }: GatePass, address: string): Promise<boolean> {
	return counters[by].mayPass(networkOf(address));
}
