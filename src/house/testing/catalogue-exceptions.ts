/** Kept by the migrations runner: of nobody, and no run-time role may read them. */
export const MIGRATION_TABLES = ['kysely_migration', 'kysely_migration_lock', 'migration_file'];
/** Functions that run with the rights of their owner. Each one would need its reason here. */
export const SECURITY_DEFINERS = [
	// The daily root covers all chains, of which the application sees one: it is told numbers and hashes, nothing else.
	'audit_heads',
	// Before a session is opened nobody acts for an organisation; only who presents the token learns anything.
	'open_session',
	// Keeps the match list, which whoever edits a service may not write. Not callable.
	'service_changed',
	// The same for the marks by which two services are recognised as one. Not callable.
	'keep_service_marks',
	'add_service_marks',
	// And takes both away with their service. Not callable.
	'forget_derived',
	// Whoever opens an invitation acts for no organisation yet: only who presents its secret learns anything.
	'find_invitation',
	// The daily root goes to the administrators of all partners: addresses and languages, neither names nor organisations.
	'administrator_addresses',
	// Who holds the key of a team works in it: locks the role and the identity of a colleague. Not callable.
	'refuse_holder_outside_team',
	// Whoever ends a role need not work in the team, and still takes its key with the role; the team is told. Not callable.
	'take_keys_of_whoever_leaves',
	'ask_for_renewal',
	// Counts who is left in the organisation of the row, whichever the transaction acts for when it ends. Not callable.
	'refuse_last_holder',
	// Ends the demonstration of an organisation when a real person comes, who does not see those people. Not callable.
	'keep_imaginary_apart',
	// The daily job acts for no organisation: erases what ended imports have read, and tells a number.
	'erase_ended_imports',
	// Only the owner may empty an index's list of pending entries; nothing that anyone reads changes.
	'settle_hsds_words',
	// Whoever applies has no account: their link opens their file alone, and nobody may read the links.
	'enter_accession',
	// Whoever tries the demonstration has not signed in: tells which imaginary roles there are, of whom nothing.
	'demonstration_roles',
	// Nor does anybody sign in as somebody before these have answered: the code goes to the address alone, the public half of a
	// passkey only checks a signature, and an identity is asked for once its issuer has vouched for it.
	'find_person_by_address',
	'find_passkey',
	'find_identity',
];
/** Unique across organisations on purpose, each with its reason. */
export const PUBLIC_UNIQUES = [
	// The existence of an organisation is public.
	'organisation_origin_origin_key_key',
	// So is that of a party: its key is in the address of its page.
	'party_origin_key_key',
	// What stands in the open feed is public, its ids included.
	'hsds_document_pkey',
	// Derived from services by triggers of the owner: nobody writes a row here, so nobody learns from one that is refused.
	'service_match_pkey',
	'service_mark_pkey',
	// A receipt does not say of which organisation it is; its locator is drawn by chance and chosen by nobody.
	'request_locator_key',
];
/** Foreign keys from one organisation's row to another's service: a policy sees to it that the writer may read that service. */
export const KEYS_TO_OTHERS = [
	// "They are not the same" is said of one's own service and one that can be read.
	'service_pair_other',
	// Of two published services.
	'service_merge_proposal_ceasing',
	'service_merge_proposal_surviving',
	// The same organisation, or what an accepted proposal names.
	'service_successor_successor',
];
