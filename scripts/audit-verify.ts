// Verifies the record of acts: in the database, or offline an exported chain against a mailed root. Exit code 1 when anything is wrong.
//   npm run audit:verify                                                  every chain and every stored root
//   npm run audit:verify -- --day 2026-11-22 --root <hex>                 and whether the stored root is the one mailed
//   npm run audit:verify -- --export <organisation id> <file> [--day …] [--with-people]
//   npm run audit:verify -- --chain <file> --day 2026-11-22 --root <hex>  offline
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { exportChain } from '#rooms/audit/export-chain.server.ts';
import { writeFinding, type Finding } from '#rooms/audit/finding.ts';
import { verifyDatabase } from '#rooms/audit/verify-database.server.ts';
import { UnreadableExport, verifyExportedChain } from '#rooms/audit/verify-exported-chain.ts';
import { readAuditWish, type AuditWish } from './launcher/audit-wish.ts';
import { Cleanup, stopOnSignals } from './launcher/cleanup.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { connectAsOwner } from './launcher/connect-as-owner.ts';
import { readSettings } from './launcher/settings.ts';

const cleanup = new Cleanup();
let findings = 0;
stopOnSignals(cleanup, () => undefined);
try {
	await run(readAuditWish(process.argv.slice(2)));
	process.exitCode = findings === 0 ? 0 : 1;
} catch (error) {
	reportFailure(error, 'data');
	process.exitCode = 1;
}
await cleanup.run();
process.exit();

async function run(wish: AuditWish): Promise<void> {
	switch (wish.kind) {
		case 'database':
			return verifyAll(wish);
		case 'export':
			return writeExport(wish);
		case 'chain':
			return verifyFile(wish);
	}
}

async function verifyAll({ mailed }: Extract<AuditWish, { kind: 'database' }>): Promise<void> {
	const owner = await connectAsOwner(readSettings(process.env), cleanup);
	const { chains, entries, erased, roots } = await verifyDatabase(owner, tell, mailed);
	say(
		`Verified ${entries} entries in ${chains} chains and ${roots} daily roots; ${erased} personal parts erased and recorded as such.`,
	);
	conclude();
}

async function writeExport({
	organisation,
	day,
	file,
	personalParts,
}: Extract<AuditWish, { kind: 'export' }>): Promise<void> {
	const owner = await connectAsOwner(readSettings(process.env), cleanup);
	const transaction = owner.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
	await transaction.execute(async (tx) => {
		const made = await exportChain(tx, { organisation, day, personalParts });
		if ('refused' in made) {
			throw new OperatorProblem(
				`No daily root${day === undefined ? '' : ` of ${day}`} holds the organisation ${organisation}: check its id and the day; an act is covered from the day after it.`,
			);
		}
		await pipeline(Readable.from(made.lines), createWriteStream(file, { mode: 0o600 }));
		say(`Exported ${made.head.head.number} entries to ${file}, up to the root of ${made.head.day}.`);
	});
}

async function verifyFile({ file, mailed }: Extract<AuditWish, { kind: 'chain' }>): Promise<void> {
	const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
	try {
		const { organisation, entries, erased } = await verifyExportedChain(lines, mailed, tell);
		say(
			`Verified ${entries} entries of organisation ${organisation} against the root of ${mailed.day}; ${erased} personal parts erased and recorded as such.`,
		);
	} catch (error) {
		if (!(error instanceof UnreadableExport)) throw error;
		throw new OperatorProblem(`${file} cannot be verified: ${error.message}.`, { cause: error });
	}
	conclude();
}

function tell(finding: Finding): void {
	findings += 1;
	say(writeFinding(finding));
}

function conclude(): void {
	say(findings === 0 ? 'The record is whole.' : `The record is NOT whole: ${findings} findings.`);
}

function say(sentence: string): void {
	process.stdout.write(`${sentence}\n`);
}
