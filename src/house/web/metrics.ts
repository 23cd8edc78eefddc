import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { LoggedRequest } from './log.ts';

/** Prometheus metrics of the web process: counts and durations by route pattern and status, nothing about visitors. */
export type Metrics = { contentType: string; observe(request: LoggedRequest): void; print(): Promise<string> };

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
	return {
		contentType: registry.contentType,
		observe({ method, route, status, milliseconds }) {
			durations.observe({ method, route, status }, milliseconds / 1000);
		},
		print: () => registry.metrics(),
	};
}
