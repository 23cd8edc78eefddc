import { access as requests } from '#rooms/requests/access.ts';
import type { RouteAccess } from './route-access.ts';

/** The pages on which a team reads and answers requests, and what its inbox asks, by their path under /work. */
export const requestsAccess = {
	'/[organisation]/requests': { page: requests.listInboxes },
	'/[organisation]/requests/settings': {
		page: requests.listIntakes,
		actions: {
			keep: requests.keepIntake,
			open: requests.openIntake,
			close: requests.closeIntake,
			retention: requests.keepRetentionRule,
		},
	},
	'/[organisation]/requests/settings/erasures': { page: requests.listErasures },
	'/[organisation]/requests/[team]': { page: requests.listRequests },
	'/[organisation]/requests/[team]/templates': {
		page: requests.listTemplates,
		actions: { keep: requests.keepTemplate, drop: requests.dropTemplate },
	},
	'/[organisation]/requests/[team]/cards': { actions: { default: requests.listCards } },
	'/[organisation]/requests/[team]/open': { actions: { default: requests.openRequest } },
	'/[organisation]/requests/[team]/refresh': { actions: { default: requests.refreshRequest } },
	'/[organisation]/requests/[team]/receive/begin': { actions: { default: requests.beginReceiving } },
	'/[organisation]/requests/[team]/receive': { actions: { default: requests.receiveRequest } },
	'/[organisation]/requests/[team]/answer/sealed': { actions: { default: requests.answerRequest } },
	'/[organisation]/requests/[team]/note': { actions: { default: requests.noteRequest } },
	'/[organisation]/requests/[team]/card': { actions: { default: requests.keepCard } },
	'/[organisation]/requests/[team]/assign': { actions: { default: requests.assignRequest } },
	'/[organisation]/requests/[team]/close': { actions: { default: requests.closeRequest } },
	'/[organisation]/requests/[team]/support': { actions: { default: requests.makeSupport } },
	'/[organisation]/requests/[team]/presence': { actions: { default: requests.notePresence } },
	'/[organisation]/requests/[team]/file': { actions: { default: requests.findFile } },
	'/[organisation]/requests/[team]/doors': { actions: { default: requests.answerRequest } },
	'/[organisation]/requests/[team]/export': { actions: { default: requests.exportRequests } },
	'/[organisation]/requests/[team]/export/begin': { actions: { default: requests.beginExport } },
} as const satisfies Record<string, RouteAccess>;
