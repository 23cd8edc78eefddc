import { expect, test } from 'vitest';
import { aStaffVisitor } from './staff.ts';
import { aVisitor } from './visitor.ts';

test('whoever has signed in finds their page, and nobody else does', async () => {
	await using staff = await aStaffVisitor({ of: 'verviers', role: 'professional', name: 'Alix Essai' });
	await staff.page.goto('/fr/work');
	await staff.page.getByRole('banner').getByText('Alix Essai').waitFor();
	await using stranger = await aVisitor();
	const response = await stranger.page.request.get('/fr/work', { maxRedirects: 0 });
	expect([response.status(), response.headers().location]).toEqual([303, '/fr/sign-in?to=%2Ffr%2Fwork']);
});
