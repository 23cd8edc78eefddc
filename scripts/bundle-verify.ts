// Compares what a running server sends to browsers with a list of hashes. Exit code 1 when anything differs.
//   npm run bundle:verify -- https://maillage.example               with the build of this folder
//   npm run bundle:verify -- https://maillage.example bundle.json   with a list that was published or kept
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { BUILD_DIRECTORY } from './launcher/build.ts';
import { Bundle } from './launcher/bundle.ts';
import { reportFailure } from './launcher/explain-failure.ts';
import { verifyBundle } from './launcher/verify-bundle.ts';
import { BUNDLE_FILE } from './launcher/write-bundle.ts';

try {
	process.exitCode = await run(process.argv.slice(2));
} catch (error) {
	reportFailure(error, 'data');
	process.exitCode = 1;
}

async function run([address = '', list = join(BUILD_DIRECTORY, BUNDLE_FILE)]: string[]): Promise<number> {
	if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
		throw new OperatorProblem('Say which server to look at: npm run bundle:verify -- https://host [bundle.json]');
	}
	const bundle = readList(list);
	const { origin } = new URL(address);
	const findings = await verifyBundle(origin, bundle);
	const count = Object.keys(bundle.files).length;
	if (findings.length === 0) {
		process.stdout.write(`${origin}: all ${count} files are those of version ${bundle.version} in ${list}.\n`);
		return 0;
	}
	process.stdout.write(`${findings.join('\n')}\n${origin}: ${findings.length} of ${count} differ from ${list}.\n`);
	return 1;
}

function readList(path: string): Bundle {
	if (!existsSync(path))
		throw new OperatorProblem(
			`There is no list ${path}: run npm start once to build, or name the list that was published.`,
		);
	try {
		return Bundle.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		throw new OperatorProblem(`${path} is no list of hashes: take it from /bundle.json of a server, or from a build.`, {
			cause: error,
		});
	}
}
