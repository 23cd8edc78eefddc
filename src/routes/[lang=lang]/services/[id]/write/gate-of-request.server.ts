import * as env from '$app/env/private';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { openGate, type Gate, type GateForm, type GatePass } from '#house/web/gate.ts';
import { getServerSecret } from '#house/web/get-server-secret.server.ts';
import { networkOf, openCounter } from '#house/web/rate-limit.ts';
import { texts } from '#messages';

/**
 * Requests an hour from one address, by how the gate was passed. A classroom of thirty shares one address, and some of them begin again;
 * with a script each passes twice, for a receipt and to send.
 */
const mostAnHour = { work: 120, patience: 60 };
const open = (points: number) => openCounter({ points: env.RATE_LIMIT_PER_MINUTE === 0 ? 0 : points, seconds: 3600 });
const counters = { work: open(mostAnHour.work), patience: open(mostAnHour.patience) };

export async function gateOf(database: Database, serviceId: string): Promise<GateForm> {
	return { purpose: `request:${serviceId}`, secret: await getServerSecret(database, 'gate'), now: new Date() };
}

export async function openGateOfRequest(database: Database, serviceId: string, language: Language): Promise<Gate> {
	return openGate(await gateOf(database, serviceId), texts(language).requests.ask_gate_words.split(' '));
}

export function mayPassGate({ by }: Pick<GatePass, 'by'>, address: string): Promise<boolean> {
	return counters[by].mayPass(networkOf(address));
}
