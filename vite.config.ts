import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { compileMessages } from './scripts/compile-messages.ts';

/** The hash of the one inline script of app.html, so that the content security policy admits it and nothing else. */
function hashInlineScript(): `sha256-${string}` {
	const script = /<script>([\s\S]*?)<\/script>/.exec(readFileSync('src/app.html', 'utf8'))?.[1] ?? '';
	return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

function messages(): Plugin {
	function compile() {
		const problems = compileMessages({ write: true });
		if (problems.length > 0) {
			throw new Error(problems.join('\n'));
		}
	}
	return {
		name: 'messages',
		configResolved: compile,
		handleHotUpdate({ file }) {
			if (file.includes('/messages/') && file.endsWith('.json')) compile();
		},
	};
}

/**
 * Takes out of every page the comments by which a framework script would find its way (`<!--[-1-->`, `<!--]-->`, `<!---->`): no such script
 * is sent (`csr` is off in src/routes/+layout.ts), and they are a sixth of a list. A page that ever sends one must be left out here.
 */
function withoutHydrationMarkers(): Plugin {
	return {
		name: 'without-hydration-markers',
		enforce: 'post',
		transform(code, id, options) {
			if (options?.ssr !== true || !id.endsWith('.svelte')) return undefined;
			const bare = code
				.replaceAll(/<!--(\[(-?[0-9]+|!)?|\])?-->/g, '')
				.replaceAll(/\$\$renderer\.push\((''|``|"")\);/g, '');
			return { code: bare, map: null };
		},
	};
}

/** What the framework prepares for its script on every page, by the end of the file that does it. */
const prepared = [
	// The data of the page as JavaScript.
	{ file: '/server/page/data_serializer.js', what: 'add_node(i, node) {', instead: 'add_node(i, node) { return;' },
	// A random number that admits an inline script; ours is admitted by its hash.
	{ file: '/server/page/csp.js', what: 'nonce = generate_nonce();', instead: "nonce = '';" },
];

/** Leaves out what no script of the framework will read: it costs the server a twentieth of a page. */
function withoutScriptData(): Plugin {
	return {
		name: 'without-script-data',
		transform(code, id) {
			const found = prepared.find(({ file }) => id.endsWith(`/@sveltejs/kit/src/runtime${file}`));
			if (found === undefined) return undefined;
			if (!code.includes(found.what)) throw new Error(`SvelteKit has changed: ${found.file} has no "${found.what}".`);
			return { code: code.replaceAll(found.what, found.instead), map: null };
		},
	};
}

export default defineConfig({
	plugins: [
		messages(),
		withoutHydrationMarkers(),
		withoutScriptData(),
		sveltekit({
			adapter: adapter(),
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['none'],
					'script-src': ['self', hashInlineScript()],
					'style-src': ['self'],
					'img-src': ['self', 'data:'],
					'connect-src': ['self'],
					'form-action': ['self'],
					'manifest-src': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
				},
			},
			paths: { relative: false },
			version: { pollInterval: 0 },
		}),
	],
	worker: { format: 'es', plugins: () => [svelte()] },
	build: { assetsInlineLimit: 0 },
	css: { preprocessorOptions: { scss: { quietDeps: true } } },
});
