import { error } from '@sveltejs/kit';
import { isCommune } from '#rooms/orientation/find-places.server.ts';
import { anywhere, readRequest } from '#rooms/orientation/orientation.ts';
import type { Request } from '#rooms/orientation/orientation.ts';

/** The request of an orientation address; one that can't be read is answered with the page for status 400. */
export function getRequest(url: URL): Request {
	const request = readRequest(url.searchParams, (code) => code === anywhere || isCommune(code));
	if ('refused' in request) {
		error(400, request.refused);
	}
	return request;
}
