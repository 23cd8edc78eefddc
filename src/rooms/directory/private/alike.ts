import { sql, type RawBuilder } from 'kysely';

interface Own {
	/** A relation with what is compared of a service: its row, or what is given of it. */
	own: RawBuilder<unknown>;
	/** Whether `own` and `b` cover a commune both. */
	sharesArea: RawBuilder<unknown>;
}

/** All that two services have in common, given `found`, the kinds of mark that both have; b is any that the transaction may read. */
export const alike = ({ own, sharesArea }: Own) => sql`
	select own.id as own_id, b.id as other_id, own.organisation_id = b.organisation_id as within, found.kinds,
		${sharesArea} as shares_area, own.main_language <> b.main_language as other_language,
		own.organisation_id <> b.organisation_id and coalesce(oa.enterprise_number = ob.enterprise_number, false) as same_number,
		own.needs && b.needs and own.audiences && b.audiences as same_offer
	from found join ${own} own on own.id = found.own_id join service b on b.id = found.other_id
	join organisation oa on oa.id = own.organisation_id join organisation ob on ob.id = b.organisation_id
	where own.imaginary = b.imaginary and (own.network_role is not null) = (b.network_role is not null)`;

/**
 * When two services are proposed as one: a name, and something that it is the name of the same thing; of two organisations, a way to reach
 * them that is the same, or an address at which they offer the same; in one organisation, whose services share their switchboard, a way to
 * reach them in the entry of another language.
 */
export const mayBeOne = sql`(
	kinds && '{name,nearly}' and (within or same_number or shares_area or kinds && '{phone,email,url,street}')
	or not within and not same_number and (kinds && '{phone,email}' or 'url' = any (kinds) and shares_area or 'street' = any (kinds) and same_offer)
	or within and other_language and kinds && '{phone,email,url}')`;

/** More that share one mark than this, and the mark says little. */
export const mostOfOneMark = 300;
