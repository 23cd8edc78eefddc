-- What decides whether a service is on a page of results lies in the index that finds it: of a need that a thousand services of a region answer,
-- the day's order is drawn without reading a thousand rows.
ALTER TABLE service_match
	DROP CONSTRAINT service_match_pkey,
	ADD PRIMARY KEY (area_code, audience, need, stated, service_id) INCLUDE (published, nested);
