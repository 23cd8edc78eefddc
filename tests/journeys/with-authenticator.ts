import type { Page } from 'playwright-core';

/** A device of its own with room for passkeys, in this page's browser. `encrypts`: a newer one, whose passkeys open keys too. */
export async function withAuthenticator(page: Page, { encrypts = false } = {}) {
	const session = await page.context().newCDPSession(page);
	await session.send('WebAuthn.enable');
	const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			...(encrypts && { ctap2Version: 'ctap2_1' as const, hasPrf: true }),
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	});
	return {
		setVerified: (isUserVerified: boolean) =>
			session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
	};
}
