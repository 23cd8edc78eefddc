import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import type { Metrics } from '#house/web/metrics.ts';
import type { PageRequest } from '#house/web/whole-page.ts';

declare global {
	namespace App {
		interface Locals {
			language: Language;
			reader: PublicReader;
			metrics: Metrics;
			hasDemonstration: boolean;
		}
		interface Platform {
			req: PageRequest;
		}
	}
}

export {};
