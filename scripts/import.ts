// Takes services in for an organisation on the operator's word. Without --take nothing is written but the report; with --publish what is new
// is public at once, as what is loaded from files.
//   npm run import -- --organisation verviers --source name (--file path | --folder path | --feed url) [--dry-run] [--take] [--publish] [--allow-private]
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { listOwnOrganisations } from '#rooms/directory/list-own-organisations.server.ts';
import { importAsOperator, type OperatorReport } from '#rooms/interchange/import-as-operator.server.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { connectAsOwner } from './launcher/connect-as-owner.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { readImportWish, type ImportWish } from './launcher/import-wish.ts';
import { readSettings } from './launcher/settings.ts';

const cleanup = new Cleanup();
const stop = new AbortController();
stopOnSignals(cleanup, () => undefined);
try {
	await carryOut(readImportWish(process.argv.slice(2)));
} catch (error) {
	reportFailure(error, 'data');
	process.exitCode = 1;
}
await cleanup.run();
process.exit();

async function carryOut({ organisation: wanted, ...wish }: ImportWish): Promise<void> {
	const database = await connectAsOwner(readSettings(process.env), cleanup);
	cleanup.add(() => stop.abort());
	const organisations = await listOwnOrganisations(database);
	const organisation = organisations.find(({ id, key }) => wanted === key || wanted === id);
	if (organisation === undefined) {
		const keys = organisations.map(({ key }) => key).join(', ');
		throw new OperatorProblem(`No organisation goes by "${wanted}": give one of ${keys}.`);
	}
	const began = Date.now();
	const tell = (state: string) => say(`${((Date.now() - began) / 1000).toFixed(1)} s  ${state}`);
	const report = await importAsOperator(
		database,
		{ ...wish, organisationId: organisation.id },
		{ signal: stop.signal, tell },
	);
	if (report === undefined) {
		throw new OperatorProblem(
			`Another import of "${wish.source}" is under way: let it end, or have it cancelled on its page, and run this again.`,
		);
	}
	tell('done');
	show(report);
	if (report.run.state !== (wish.take ? 'taken' : 'cancelled')) process.exitCode = 1;
}

function show({ run, errors }: OperatorReport): void {
	for (const [name, count] of Object.entries(run.counts)) say(`  ${name.padEnd(14)} ${count}`);
	for (const { code, file, line, place, values } of errors) {
		const where = [file, line, place].filter((part) => part !== null).join(':');
		say(`  ${where}  ${code}  ${JSON.stringify(values)}`);
	}
	const taken = {
		taken: 'All of it was taken in.',
		failed: 'Nothing was taken in: correct the errors above and import it again.',
	};
	say(
		run.state in taken
			? taken[run.state as keyof typeof taken]
			: 'Nothing was taken in: this was the report of what --take would do.',
	);
}

function say(sentence: string): void {
	process.stdout.write(`${sentence}\n`);
}
