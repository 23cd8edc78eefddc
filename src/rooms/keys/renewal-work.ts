import type { Trouble } from '#house/ui/ask-server.ts';
import type { Keyring } from './keyring.ts';

/** What is to be moved to the team's new key. Rooms that seal under a team's key each do theirs; the page brings them together. */
export interface RenewalWork {
	organisationId: string;
	teamId: string;
	/** The new epoch; the keyring has it, and those before it. */
	epoch: number;
	keyring: Keyring;
	/** Where the page asks. */
	endpoint: string;
	/** How many there are left. */
	onLeft: (left: number) => void;
}

/** `failed`: so many do not open with any key at hand; they stay as they are, and so does the old key. */
export type RenewContent = (work: RenewalWork) => Promise<{ failed: number } | Trouble>;
