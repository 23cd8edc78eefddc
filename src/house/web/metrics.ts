import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { MailOutcome } from '../mail/mail.ts';
import type { LoggedRequest } from './log.ts';

/** Prometheus metrics of the web process: counts and durations by route pattern and status, nothing about visitors. */
export type Metrics = {
	contentType: string;
	observe(request: LoggedRequest): void;
	/** One attempt at a mail. */
	countMail(outcome: MailOutcome): void;
	/** A job that threw and will be tried again. */
	countJobFailure(job: string): void;
	print(): Promise<string>;
};

export function openMetrics(): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const durations = new Histogram({
		name: 'maillage_request_seconds',
		help: 'Duration of answers by method, route pattern and status.',
		labelNames: ['method', 'route', 'status'] as const,
		buckets: [0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 1, 3],
		registers: [registry],
	});
	const mails = new Counter({
		name: 'maillage_mail_total',
		help: 'Attempts at mail by outcome: sent, kept (not sent on purpose), postponed, failed (given up).',
		labelNames: ['outcome'] as const,
		registers: [registry],
	});
	const jobFailures = new Counter({
		name: 'maillage_job_failures_total',
		help: 'Jobs that threw, by name.',
		labelNames: ['job'] as const,
		registers: [registry],
	});
	return {
		countMail: (outcome) => mails.inc({ outcome }),
		countJobFailure: (job) => jobFailures.inc({ job }),
		contentType: registry.contentType,
		observe({ method, route, status, milliseconds }) {
			durations.observe({ method, route, status }, milliseconds / 1000);
		},
		print: () => registry.metrics(),
	};
}
