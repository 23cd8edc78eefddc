/** Who may import whom: routes -> rooms and house; a room -> house and the root files of other rooms; house -> nothing of ours. */

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		{
			name: 'house-knows-no-room',
			severity: 'error',
			from: { path: '^src/house/' },
			to: { path: '^src/(rooms|routes)/' },
		},
		{
			name: 'rooms-know-no-route',
			severity: 'error',
			from: { path: '^src/rooms/' },
			to: { path: '^src/routes/' },
		},
		{
			name: 'only-the-doors-of-another-room',
			comment: 'The root files of a room are its doors; every folder in it is private.',
			severity: 'error',
			from: { path: '^src/rooms/([^/]+)/' },
			to: { path: '^src/rooms/[^/]+/.+/', pathNot: '^src/rooms/$1/' },
		},
		{
			name: 'only-the-doors-from-outside',
			severity: 'error',
			from: { path: '^(src/(?!rooms/)|scripts/|tests/)' },
			to: { path: '^src/rooms/[^/]+/.+/' },
		},
		{
			name: 'audit-imports-no-room',
			severity: 'error',
			from: { path: '^src/rooms/audit/' },
			to: { path: '^src/rooms/(?!audit/)' },
		},
		{
			name: 'no-cycle-between-rooms',
			severity: 'error',
			scope: 'folder',
			from: { path: '^src/rooms/[^/]+$' },
			to: { circular: true, path: '^src/rooms/[^/]+$' },
		},
		{
			name: 'no-cycle-between-files',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'test-furniture-only-in-tests',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/house/testing/', '[.]test[.]ts$', '[.]builder[.]ts$'] },
			to: { path: ['^src/house/testing/', '[.]test[.]ts$'] },
		},
		{
			name: 'no-import-that-leads-nowhere',
			severity: 'error',
			from: {},
			// What SvelteKit and Vite provide has no file.
			to: {
				couldNotResolve: true,
				pathNot: ['^[$](app|env|lib)', '^#messages', '^virtual:', '/[$]types([.]js)?$', '[?]'],
			},
		},
		{
			name: 'no-development-package-in-production',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/house/testing/', '[.]test[.]ts$'] },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
		},
	],
	options: {
		doNotFollow: { path: ['node_modules', '^src/generated/'] },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
		},
	},
};
