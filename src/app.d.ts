import type { Database } from '#house/database/kysely.ts';
import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import type { Metrics } from '#house/web/metrics.ts';
import type { PageRequest } from '#house/web/whole-page.ts';
import type { SignInSettings } from '#rooms/identity/open-sign-in.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';

declare global {
	namespace App {
		interface Locals {
			language: Language;
			reader: PublicReader;
			/** For signed-in work: reads and writes through `actAs` alone. */
			database: Database;
			findPerson(): Promise<SignedIn | undefined>;
			signIn: SignInSettings;
			metrics: Metrics;
			hasDemonstration: boolean;
		}
		interface Platform {
			req: PageRequest;
		}
	}
}

export {};
