-- The match list is derived from what services cover, by triggers and never by hand: that an area exists, and stays, is checked there. Once
-- more for each audience and each need was a large part of what an import cost.
ALTER TABLE service_match DROP CONSTRAINT service_match_area_code_fkey;
