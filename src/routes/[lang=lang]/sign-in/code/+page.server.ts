import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { answerCode } from '#rooms/identity/answer-code.server.ts';
import { readBrowser } from '#rooms/identity/browser-cookie.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { readReturnPath } from '#rooms/identity/return-path.ts';
import { CodeForm } from '#rooms/identity/sign-in-code.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, url }) => ({
	sheet: new ServerOnly({ to: readReturnPath(url.searchParams.get('to'), params.lang) }),
});

export const actions: Actions = {
	async default(event) {
		const { locals, params, request, url } = event;
		const code = readText(await readForm(request), 'code');
		const read = CodeForm.safeParse({ code });
		if (!read.success) return fail(400, { code, issue: 'unreadable' as const, left: 0 });
		const browser = readBrowser(event);
		if (browser === undefined) return fail(409, { code, issue: 'none' as const, left: 0 });
		const answered = await answerCode(locals.database, { code: read.data.code, browser });
		if ('refused' in answered) return fail(409, { code, issue: answered.refused, left: answered.left });
		await enterSession(locals.database, event, answered.token);
		redirect(303, readReturnPath(url.searchParams.get('to'), params.lang));
	},
};
