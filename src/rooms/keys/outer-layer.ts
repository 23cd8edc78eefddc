/** Whose retention key, and of which month: its first day, as `2027-03-01`. */
export interface Retention {
	organisationId: string;
	month: string;
}

/** Puts the outer layer on wrapped keys and takes it off, with one retention key. */
export interface OuterLayer {
	/** @param what says which wrap it is, as `<request>:vault`: another one's does not open */
	put(what: string, wrap: Uint8Array): Buffer;
	/** @throws {CannotOpen} */
	take(what: string, layered: Uint8Array): Uint8Array;
}
