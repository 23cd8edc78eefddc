import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import { afterAll, expect, test } from 'vitest';
import type { ListedAct } from './act-filter.ts';
import type AuditTable from './AuditTable.svelte';

// The part as a page renders it on the server, without the application around it.
const vite = await createServer({
	configFile: false,
	logLevel: 'error',
	plugins: [svelte({ configFile: false })],
	server: { middlewareMode: true, ws: false, watch: null },
	appType: 'custom',
	optimizeDeps: { noDiscovery: true },
});
afterAll(() => vite.close());
// What Vite loads by its path has no type of its own.
const { default: part } = (await vite.ssrLoadModule('/src/rooms/audit/AuditTable.svelte')) as {
	default: typeof AuditTable;
};
const { render } = (await vite.ssrLoadModule('svelte/server')) as typeof import('svelte/server');

function show(acts: ListedAct[], filtered = false): string {
	return render(part, { props: { acts, language: 'fr', filtered } })
		.body.replaceAll(/<!--.*?-->/g, '')
		.replaceAll(/ class="[^"]*"/g, '');
}

const act: ListedAct = {
	number: 7,
	at: '2026-11-22T23:30:00.000Z',
	act: 'service.published',
	object: 'service:<b>',
	who: { person: crypto.randomUUID(), role: 'coordinator', team: undefined, details: { note: 'Anne' } },
};

test('the table says when, what, who by role, and of what', () => {
	const html = show([act]);
	expect(html).toContain(
		'<time datetime="2026-11-22T23:30:00.000Z">23\u00a0novembre\u00a02026, 0\u00a0h\u00a030</time>',
	);
	expect(html).toContain('<td>Service publié</td>');
	expect(html).toContain('Coordination d’équipe');
	expect(html).toContain('<code>service:&lt;b></code>');
	expect(html.match(/<th scope="col">/g)).toHaveLength(4);
	expect(html).not.toMatch(/Anne|undefined/);
});

test('an erased part says so', () => {
	expect(show([{ ...act, who: undefined, object: undefined }])).toContain('Effacé');
});

test('an empty table says why it is empty', () => {
	expect(show([])).toContain('Aucun acte n’est encore inscrit');
	expect(show([], true)).toContain('Élargissez les dates');
	expect(show([])).not.toContain('<table');
});
