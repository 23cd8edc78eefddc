// A real OpenID provider on loopback, in a thread of its own so that its clock can be wrong without ours being so. See an-issuer.ts.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Provider as ProviderType } from 'oidc-provider';
import type { IssuerWish } from './an-issuer.ts';

// The one who starts this thread hands this over.
const wish = workerData as Required<IssuerWish>;
const now = Date.now.bind(Date);
Date.now = () => now() + wish.clockAheadSeconds * 1000;
// After the clock is set.
const { Provider } = await import('oidc-provider');

const server = createServer();
await new Promise<void>((resolve) => server.listen(wish.port, '127.0.0.1', resolve));
// A server that listens on a port has an address with a port.
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const provider: ProviderType = new Provider(issuer, {
	clients: [
		{
			client_id: 'maillage',
			client_secret: 'un-secret-de-test',
			redirect_uris: [wish.redirectUri],
			token_endpoint_auth_method: 'client_secret_basic',
			grant_types: ['authorization_code'],
			response_types: ['code'],
		},
	],
	clientDefaults: { id_token_signed_response_alg: 'RS256' },
	acrValues: ['level-1', 'level-2'],
	claims: { openid: ['sub', 'acr', 'amr', ...(wish.groups.length > 0 ? ['groups'] : [])] },
	conformIdTokenClaims: false,
	scopes: ['openid'],
	features: { devInteractions: { enabled: false } },
	cookies: { keys: ['seulement pour les tests'] },
	interactions: { url: (_, { uid }) => `/interaction/${uid}` },
	findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, groups: wish.groups }) }),
	async loadExistingGrant({ oidc }) {
		const grant = new oidc.provider.Grant({
			clientId: oidc.client?.clientId ?? '',
			accountId: oidc.session?.accountId ?? '',
		});
		grant.addOIDCScope('openid');
		await grant.save();
		return grant;
	},
});

// The page that asks who one is believes whatever it is told: `?as=alix&acr=level-2`, or `?cancel`.
provider.use(async (ctx, next) => {
	if (!ctx.path.startsWith('/interaction/')) return next();
	const { searchParams } = new URL(ctx.href);
	const [as, acr, amr] = ['as', 'acr', 'amr'].map((name) => searchParams.get(name));
	if (searchParams.has('cancel')) {
		return provider.interactionFinished(ctx.req, ctx.res, { error: 'access_denied' });
	}
	if (typeof as !== 'string') {
		ctx.type = 'html';
		ctx.body = `<h1>${issuer}</h1><a href="?as=alix">alix</a> <a href="?as=alix&acr=level-2">alix, level 2</a> <a href="?cancel">cancel</a>`;
		return;
	}
	const login = { accountId: as, ...(acr ? { acr } : {}), ...(amr ? { amr: [amr] } : {}) };
	return provider.interactionFinished(ctx.req, ctx.res, { login });
});
// Whoever stands in between may change a token, and cannot sign it again.
provider.use(async (ctx, next) => {
	await next();
	if (wish.tampering === 'none' || ctx.path !== '/token' || typeof ctx.body !== 'object' || ctx.body === null) return;
	const body = ctx.body as { id_token?: string };
	const [header = '', payload = '', signature = ''] = body.id_token?.split('.') ?? [];
	if (wish.tampering === 'key') {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const forged = sign('sha256', Buffer.from(`${header}.${payload}`), privateKey).toString('base64url');
		body.id_token = [header, payload, forged].join('.');
		return;
	}
	const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
	const altered = Buffer.from(JSON.stringify({ ...claims, sub: 'quelqu’un d’autre' })).toString('base64url');
	body.id_token = [header, altered, signature].join('.');
});
const answer = provider.callback();
server.on('request', (request, response) => void answer(request, response));
parentPort?.postMessage(issuer, []);
