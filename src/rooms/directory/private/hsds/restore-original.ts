import type { HsdsObject, Json } from '../../hsds.ts';

/** A service that was taken in: what was given, and how the directory described it at that moment. */
export interface Taken {
	original: HsdsObject;
	described: HsdsObject;
}

/**
 * What was given, field by field, except for those that were edited here since: they say what the record says now. What the record adds is
 * added. The time of the last change stays ours, for those who ask for changes; the one that was given stands beside it.
 */
export function restoreOriginal(now: HsdsObject, { original, described }: Taken): HsdsObject {
	const { last_modified: modified, ...given } = original;
	const kept: Record<string, Json | undefined> = {};
	for (const field of new Set([...Object.keys(given), ...Object.keys(now)])) {
		kept[field] = isSame(now[field], described[field]) && field in given ? given[field] : now[field];
	}
	return { ...kept, ...nameOwner(given, now), x_be_source_last_modified: modified, id: now.id };
}

/** Who offers it: as given, never one organization by its id and another one beside it. */
function nameOwner(given: Record<string, Json | undefined>, now: HsdsObject): Record<string, Json | undefined> {
	const { organization, organization_id: id } = given;
	if (typeof organization === 'object' && !Array.isArray(organization)) {
		return id === undefined ? { organization_id: organization.id ?? now.organization_id } : {};
	}
	return id === undefined || id === now.organization_id ? {} : { organization: undefined };
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
	return one === other || JSON.stringify(one) === JSON.stringify(other);
}
