import { expect, inject } from 'vitest';
import { z } from 'zod';

export const base = `${inject('application')}/api/hsds/v3`;

export const lists = ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms'] as const;
export type List = (typeof lists)[number];

const Item = z.looseObject({ id: z.uuid() });
export type Item = z.output<typeof Item>;
const Page = z.strictObject({
	total_items: z.int().min(0),
	total_pages: z.int().min(0),
	page_number: z.int().min(1),
	size: z.int().min(0),
	first_page: z.boolean(),
	last_page: z.boolean(),
	empty: z.boolean(),
	x_be_cursor: z.int().optional(),
	contents: z.array(Item),
});
export type Page = z.output<typeof Page>;
const Problem = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string().optional(),
	parameter: z.string().optional(),
});

export type Parameters = Record<string, string | number | boolean>;

export function write(path: string, parameters: Parameters = {}): string {
	const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
	return `${base}${path}${query.size === 0 ? '' : `?${query}`}`;
}

/** A page whose header says of its contents what is true. */
export async function askPage(list: List, parameters: Parameters = {}): Promise<Page> {
	const response = await fetch(write(`/${list}`, parameters));
	expect(response.status, write(`/${list}`, parameters)).toBe(200);
	expect(response.headers.get('content-type')).toBe('application/json');
	const page = Page.parse(await response.json());
	expect(page.size).toBe(page.contents.length);
	expect(page.empty).toBe(page.size === 0);
	expect(page.first_page).toBe(page.page_number === 1);
	expect(page.last_page).toBe(page.page_number >= page.total_pages);
	return page;
}

/** Every page, one after the other, each of which fits the others. */
export async function walk(list: List, parameters: Parameters, perPage: number): Promise<Item[]> {
	const items: Item[] = [];
	for (let number = 1; ; number++) {
		const page = await askPage(list, { ...parameters, page: number, per_page: perPage });
		expect(page.page_number).toBe(number);
		expect(page.total_pages).toBe(Math.ceil(page.total_items / perPage));
		expect(page.size).toBe(Math.max(0, Math.min(perPage, page.total_items - (number - 1) * perPage)));
		items.push(...page.contents);
		if (!page.last_page) continue;
		expect(items).toHaveLength(page.total_items);
		return items;
	}
}

/** Everything as lines. */
export async function askLines(list: List, parameters: Parameters = {}): Promise<Item[]> {
	const response = await fetch(write(`/${list}`, { ...parameters, format: 'ndjson' }));
	expect(response.headers.get('content-type')).toBe('application/x-ndjson');
	const text = await response.text();
	expect(text === '' || text.endsWith('\n')).toBe(true);
	return text
		.split('\n')
		.slice(0, -1)
		.map((line) => Item.parse(JSON.parse(line)));
}

export async function askOne(list: List, id: string, parameters: Parameters = {}): Promise<Item> {
	const response = await fetch(write(`/${list}/${id}`, parameters));
	expect(response.status).toBe(200);
	return Item.parse(await response.json());
}

export async function askProblem(path: string, init: RequestInit = {}) {
	const response = await fetch(base + path, init);
	expect(response.headers.get('content-type'), path).toBe('application/problem+json');
	expect(response.headers.get('access-control-allow-origin')).toBe('*');
	const problem = Problem.parse(await response.json());
	expect(problem.status).toBe(response.status);
	return problem;
}

export function sortById(items: Item[]): Item[] {
	return items.toSorted((a, b) => a.id.localeCompare(b.id));
}

/** Every null and every empty text, list or object, with its path. */
export function listEmpty(value: unknown, path = ''): string[] {
	if (value === null || value === '' || value === undefined) return [path];
	if (typeof value !== 'object') return [];
	const parts = Object.entries(value);
	return parts.length === 0 ? [path] : parts.flatMap(([key, part]) => listEmpty(part, `${path}/${key}`));
}
