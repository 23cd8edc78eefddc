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

/** What packages prepare and nobody asks for, by the end of the file that does it. */
const prepared = [
	// The data of the page as JavaScript, for the framework's script.
	{
		file: '/@sveltejs/kit/src/runtime/server/page/data_serializer.js',
		what: 'add_node(i, node) {',
		instead: 'add_node(i, node) { return;',
	},
	// A random number that admits an inline script; ours is admitted by its hash.
	{ file: '/@sveltejs/kit/src/runtime/server/page/csp.js', what: 'nonce = generate_nonce();', instead: "nonce = '';" },
	// Fifty files, for examples beside a figure, which we do not keep.
	{
		file: '/prom-client/lib/metrics/processCpuTotal.js',
		what: "require('@opentelemetry/api')",
		instead: 'undefined',
	},
];

/** Leaves out what nobody will read: the data alone cost the server a twentieth of a page. */
function withoutWhatNobodyReads(): Plugin {
	return {
		name: 'without-what-nobody-reads',
		transform(code, id) {
			const found = prepared.find(({ file }) => id.endsWith(file));
			if (found === undefined) return undefined;
			if (!code.includes(found.what)) throw new Error(`A package has changed: ${found.file} has no "${found.what}".`);
			return { code: code.replaceAll(found.what, found.instead), map: null };
		},
	};
}

/** Packages of plain JavaScript that go into the build, where few files hold what hundreds held: most of a start is to find and read files. */
const bundled = [
	'@simplewebauthn/server',
	'altcha-lib',
	'compression',
	'csv-parse',
	'd3-delaunay',
	'd3-geo',
	'graphile-worker',
	'kysely',
	'libphonenumber-js',
	'nodemailer',
	'openid-client',
	'pg',
	'pino',
	'prom-client',
	'rate-limiter-flexible',
	'saxes',
	'yauzl',
	'yazl',
	'zod',
];

/** What opens the house shares its modules with the web application, and is in the build beside it. */
function withOpening(): Plugin {
	return {
		name: 'with-opening',
		apply: 'build',
		config: () => ({
			ssr: { noExternal: bundled },
			environments: { ssr: { build: { rolldownOptions: { input: { open: 'scripts/launcher/open.ts' } } } } },
		}),
	};
}

export default defineConfig({
	plugins: [
		messages(),
		withOpening(),
		withoutHydrationMarkers(),
		withoutWhatNobodyReads(),
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
