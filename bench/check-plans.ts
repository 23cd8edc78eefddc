import pg from 'pg';
import { z } from 'zod';
import { openPool } from '#house/database/pool.ts';
import type { PreparedQuery } from '#house/database/public-reader.ts';
import type { Spread } from './numbers.ts';
import { spreadOf } from './numbers.ts';

/** These must be reached by an index, however large they grow. */
const indexedOnly = ['service', 'service_match', 'service_text', 'service_hours', 'service_coverage', 'hsds_document'];
/** PostgreSQL plans five executions for their values, then considers one plan for all. */
const executions = 8;

const Node = z.looseObject({
	'Node Type': z.string(),
	'Relation Name': z.string().optional(),
	'Actual Rows': z.number(),
	'Actual Loops': z.number(),
	'Rows Removed by Filter': z.number().optional(),
	get Plans() {
		return z.array(Node).optional();
	},
});
type Node = z.infer<typeof Node>;
const Explained = z
	.array(z.looseObject({ Plan: Node, 'Planning Time': z.number(), 'Execution Time': z.number() }))
	.length(1)
	.transform(([first]) => first);

export interface PlanFigures {
	/** Relations read from end to end; empty when all is well. */
	sequential: string[];
	planningMilliseconds: Spread;
	executionMilliseconds: Spread;
	/** The most rows of the match list that one execution read. */
	mostMatchRows: number;
	generic: { used: boolean; executionMilliseconds: Spread };
}

/** How PostgreSQL reaches the rows of these queries, as the role of the public pages and through one prepared statement. */
export async function checkPlans(publicUrl: string, queries: PreparedQuery[]): Promise<PlanFigures> {
	const pool = openPool(publicUrl, { planOnce: true, max: 1, applicationName: 'maillage bench' });
	try {
		const chosen = queries.slice(0, executions);
		await pool.query(`prepare checked as ${chosen[0]?.text ?? ''}`);
		const own = [];
		for (const { values } of chosen) own.push(await explain(pool, values));
		const { rows } = await pool.query<{ generic: number }>(
			`select generic_plans as generic from pg_prepared_statements where name = 'checked'`,
		);
		await pool.query('set plan_cache_mode = force_generic_plan');
		const forced = [];
		for (const { values } of chosen) forced.push(await explain(pool, values));
		return {
			sequential: [...new Set([...own, ...forced].flatMap(({ Plan }) => listSequential(Plan)))],
			planningMilliseconds: spreadOf(own.map((plan) => plan['Planning Time'])),
			executionMilliseconds: spreadOf(own.map((plan) => plan['Execution Time'])),
			mostMatchRows: Math.max(...own.map(({ Plan }) => countMatchRows(Plan))),
			generic: {
				used: Number(rows[0]?.generic) > 0,
				executionMilliseconds: spreadOf(forced.map((plan) => plan['Execution Time'])),
			},
		};
	} finally {
		await pool.end();
	}
}

async function explain(pool: pg.Pool, values: unknown[]) {
	const written = values.map(writeLiteral).join(', ');
	const { rows } = await pool.query<{ 'QUERY PLAN': unknown }>(
		`explain (analyze, buffers, format json) execute checked (${written})`,
	);
	const plan = Explained.parse(rows[0]?.['QUERY PLAN']);
	if (plan === undefined) throw new Error('EXPLAIN gave no plan.');
	return plan;
}

function writeLiteral(value: unknown): string {
	if (value === null) return 'null';
	if (!Array.isArray(value)) return pg.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
	return `array[${value.map((item) => pg.escapeLiteral(String(item))).join(', ')}]`;
}

function listNodes(node: Node): Node[] {
	return [node, ...(node.Plans ?? []).flatMap(listNodes)];
}

function listSequential(plan: Node): string[] {
	return listNodes(plan)
		.filter((node) => node['Node Type'].includes('Seq Scan') && indexedOnly.includes(node['Relation Name'] ?? ''))
		.map((node) => node['Relation Name'] ?? '');
}

function countMatchRows(plan: Node): number {
	return listNodes(plan)
		.filter((node) => node['Relation Name'] === 'service_match')
		.reduce(
			(sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
			0,
		);
}
