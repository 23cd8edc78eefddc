import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { GatePass } from '#house/web/gate.ts';
import { spendProof } from '#house/web/spend-proof.server.ts';
import { findSuggestible, writeSuggestion, type HandedIn } from './private/write-suggestion.ts';

/** Hands in what a reader says is no longer right. `spent`: the same form was sent before. */
export function sendSuggestion(
	database: Database,
	handedIn: HandedIn,
	pass: GatePass,
): Promise<{ sent: true } | { refused: 'unknown' | 'spent' }> {
	return actAs(database, {}, async (tx) => {
		const service = await findSuggestible(tx, handedIn.serviceId);
		if (service === undefined) return { refused: 'unknown' };
		if (!(await spendProof(tx, pass))) return { refused: 'spent' };
		await writeSuggestion(tx, service, handedIn);
		return { sent: true };
	});
}
