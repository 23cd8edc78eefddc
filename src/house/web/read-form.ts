import { error } from '@sveltejs/kit';

/** The form of a request. A body that is none, as no browser sends it, is answered as an address that cannot be understood. */
export async function readForm(request: Request): Promise<FormData> {
	const data = await request.formData().catch(() => undefined);
	return data ?? error(400);
}

/** What was typed in one field; a file or nothing is an empty text. */
export function readField(data: FormData, name: string): string {
	const value = data.get(name);
	return typeof value === 'string' ? value : '';
}
