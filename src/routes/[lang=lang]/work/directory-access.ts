import { access as directory } from '#rooms/directory/access.ts';
import { access as interchange } from '#rooms/interchange/access.ts';
import type { RouteAccess } from './route-access.ts';

/** The pages on which an organisation keeps its services, by their path under /work. */
export const directoryAccess = {
	'/[organisation]/services': { page: directory.listOwnServices, actions: { confirm: directory.confirmService } },
	'/[organisation]/services/new': { page: directory.createService, actions: { default: directory.createService } },
	'/[organisation]/services/[id]': {
		page: directory.findOwnService,
		actions: {
			submit: directory.submitService,
			publish: directory.publishService,
			resume: directory.resumeService,
			confirm: directory.confirmService,
		},
	},
	'/[organisation]/services/[id]/preview': { page: directory.findOwnService },
	'/[organisation]/services/[id]/history': {
		page: directory.listServiceChanges,
		actions: { default: directory.restoreService },
	},
	'/[organisation]/services/[id]/section/[section]': {
		page: directory.editService,
		actions: { default: directory.editService },
	},
	'/[organisation]/services/[id]/pause': { page: directory.pauseService, actions: { default: directory.pauseService } },
	'/[organisation]/services/[id]/archive': {
		page: directory.archiveService,
		actions: { default: directory.archiveService },
	},
	'/[organisation]/imports': { page: interchange.listImports },
	'/[organisation]/imports/package': { page: interchange.beginImport, actions: { default: interchange.beginImport } },
	'/[organisation]/imports/feed': { page: interchange.beginImport, actions: { default: interchange.beginImport } },
	'/[organisation]/imports/[run]': {
		page: interchange.findImport,
		actions: {
			take: interchange.takeInImport,
			cancel: interchange.cancelImport,
			restart: interchange.restartImport,
			publish: interchange.publishImport,
		},
	},
	'/[organisation]/imports/[run]/columns': {
		page: interchange.inspectColumns,
		actions: { default: interchange.mapColumns },
	},
	'/[organisation]/duplicates': { page: directory.listDuplicates },
	'/[organisation]/duplicates/[id]/[other]': {
		page: directory.compareServices,
		actions: {
			preview: directory.mergeServices,
			merge: directory.mergeServices,
			dismiss: directory.dismissPair,
			propose: directory.proposeMerge,
		},
	},
	'/[organisation]/proposals': { page: directory.listMergeProposals },
	'/[organisation]/proposals/[proposal]': {
		page: directory.findMergeProposal,
		actions: {
			preview: directory.acceptMerge,
			accept: directory.acceptMerge,
			decline: directory.declineMerge,
			withdraw: directory.withdrawMerge,
		},
	},
	'/[organisation]/suggestions': {
		page: directory.listSuggestions,
		actions: { answer: directory.answerSuggestion },
	},
} as const satisfies Record<string, RouteAccess>;
