-- The match list is kept by the keys of what was written, whatever the statistics say: an import writes thousands of services in one
-- transaction, and the statistics are those of the few that were there before. By them the whole list is read for each part of an import.

ALTER FUNCTION refresh_service_match(uuid[]) SET enable_seqscan = off;
ALTER FUNCTION refresh_service_match(uuid[]) SET enable_hashjoin = off;
ALTER FUNCTION refresh_service_match(uuid[]) SET enable_mergejoin = off;

-- A service that begins covers nothing yet: what it covers is written after it, and sees to the list.
DROP TRIGGER service_inserted ON service;
