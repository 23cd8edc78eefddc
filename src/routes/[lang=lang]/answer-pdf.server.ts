/** A PDF to be kept, not opened: whatever is in it does not run here. */
export function answerPdf({ name, bytes }: { name: string; bytes: Uint8Array }): Response {
	return new Response(Buffer.from(bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'no-store',
		},
	});
}
