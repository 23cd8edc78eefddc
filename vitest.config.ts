import { globSync, readFileSync, statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const HOUSE_TESTS = globSync('src/**/*.test.ts');
// A test that asks for a database says so by its import; the others run without PostgreSQL.
const DATABASE_TESTS = HOUSE_TESTS.filter((file) =>
	/\/(a-database|throw-away-cluster)[.]ts'/.test(readFileSync(file, 'utf8')),
);
const JOURNEYS = globSync('tests/journeys/*.spec.ts');
// Each third visits an application of its own, beside the others or alone: what is sealed between a person and a team, what else is done
// by people who sign in, with the feed they change, and what everyone may read.
const SEALED_JOURNEYS = JOURNEYS.filter((file) =>
	/from '(#rooms[/](keys|requests)[/]|[.][/]key-holders[.]ts)/.test(readFileSync(file, 'utf8')),
);
const STAFF_JOURNEYS = JOURNEYS.filter(
	(file) =>
		!SEALED_JOURNEYS.includes(file) && /from '[.][/](staff|sign-in-site|hsds)[.]ts'/.test(readFileSync(file, 'utf8')),
);

// Node reads these files as they are: no setting of tsconfig.json changes what they do, nor must it be generated first.
const oxc = { include: /[.]ts$/, tsconfig: false };

function aJourneyProject(name: string, include: string[]) {
	const globalSetup = ['tests/journeys/global-setup.ts'];
	// One application and one browser: one file after the other.
	return {
		oxc,
		test: {
			name,
			include,
			globalSetup,
			isolate: false,
			fileParallelism: false,
			testTimeout: 120_000,
			hookTimeout: 120_000,
		},
	};
}

/** The same order everywhere, whatever ran here before: what one journey leaves to another is found on every machine or on none. */
class LargestFirst extends BaseSequencer {
	override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const weigh = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
		return Promise.resolve(files.toSorted((one, other) => weigh(other) - weigh(one)));
	}
}

export default defineConfig({
	test: {
		sequence: { sequencer: LargestFirst },
		// A test waits for PostgreSQL or a process half of its time: one for each core.
		maxWorkers: '100%',
		reporters: ['default'],
		projects: [
			{
				oxc,
				test: {
					name: 'unit',
					include: HOUSE_TESTS.filter((file) => !DATABASE_TESTS.includes(file)),
					// To start a process and read the packages again for each file took longer than the tests.
					isolate: false,
					testTimeout: 60_000,
				},
			},
			{
				oxc,
				test: {
					name: 'database',
					isolate: false,
					// What one file has set, the next does not find.
					unstubEnvs: true,
					include: DATABASE_TESTS,
					globalSetup: ['src/house/testing/global-setup.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				oxc,
				test: {
					name: 'launcher',
					include: ['tests/launcher/*.test.ts'],
					// Real starts on real ports and folders: one after the other, each with its time.
					fileParallelism: false,
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			aJourneyProject(
				'journeys',
				JOURNEYS.filter((file) => ![...SEALED_JOURNEYS, ...STAFF_JOURNEYS].includes(file)),
			),
			aJourneyProject('sealed-journeys', SEALED_JOURNEYS),
			aJourneyProject('staff-journeys', STAFF_JOURNEYS),
		],
	},
});
