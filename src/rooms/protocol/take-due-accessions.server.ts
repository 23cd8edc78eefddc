import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { readFile } from './private/read-file.ts';
import { takeEffect } from './private/take-effect.ts';

/** Every accession whose day has come takes effect, each in a transaction of its own. Returns how many did. `today`: YYYY-MM-DD. */
export async function takeDueAccessions(database: Database, today: string): Promise<number> {
	const due = await actAs(database, { role: 'system' }, (tx) =>
		tx
			.selectFrom('accession')
			.select('id')
			.where('state', '=', 'signed')
			.where('effective_on', '<=', today)
			.orderBy('effective_on')
			.execute(),
	);
	let taken = 0;
	for (const { id } of due) {
		const isDone = await actAs(database, {}, (tx) =>
			meanwhileAsSystem(tx, async (actor) => {
				const file = await readFile(tx, id);
				return file?.state === 'signed' && takeEffect(tx, actor, file);
			}),
		);
		if (isDone) taken += 1;
	}
	return taken;
}
