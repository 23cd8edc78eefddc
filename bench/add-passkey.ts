import type { Page } from 'playwright-core';
import { roomTexts } from '#messages/keys';
import { KNOWN_PASSPHRASE } from '#rooms/keys/team-keys.builder.ts';

const t = roomTexts('fr');
const name = 'Portable';
/** What unlocks with the passkey in the inbox. */
export const passkeyButton = '.unlock > button';

/** Gives whoever visits a passkey of a device that exists in this browser alone, as they would themselves. */
export async function addPasskey(page: Page): Promise<void> {
	const device = await page.context().newCDPSession(page);
	await device.send('WebAuthn.enable');
	await device.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			ctap2Version: 'ctap2_1',
			hasPrf: true,
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	});
	await page.goto('/fr/work/keys');
	await page.getByLabel(t.passphrase, { exact: true }).fill(KNOWN_PASSPHRASE);
	await page.getByRole('button', { name: t.unlock_submit, exact: true }).click();
	await page.getByText(t.add_passkey).click();
	await page.getByLabel(t.passkey_name).fill(name);
	await page.getByRole('button', { name: t.add_passkey_submit }).click();
	await page.getByRole('status').getByText(t.done_way_added).waitFor();
}
