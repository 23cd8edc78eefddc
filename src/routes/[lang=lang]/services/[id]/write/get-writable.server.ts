import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '#house/language/language.ts';
import { findService, type ServicePage } from '#rooms/directory/find-service.server.ts';
import { findSuccessor } from '#rooms/directory/find-successor.server.ts';

type ServiceEvent = Pick<RequestEvent, 'locals'> & { params: { lang: Language; id: string } };

/** The service of the address, whether it takes anything in or not. One that was replaced leads to what took its place. */
export async function getWritable({ params, locals }: ServiceEvent): Promise<ServicePage> {
	const service = await findService(locals.reader, params.id, params.lang);
	if (service !== undefined) return service;
	const successor = await findSuccessor(locals.reader, params.id);
	if (successor !== undefined) redirect(303, `/${params.lang}/services/${successor}/write`);
	error(404, 'unknown_service');
}
