import { error } from '@sveltejs/kit';

/** The form of a request. A body that is none, as no browser sends it, is answered as an address that cannot be understood. */
export async function readForm(request: Request): Promise<FormData> {
	const data = await request.formData().catch(() => undefined);
	return data ?? error(400);
}
