import { BUILD_DIRECTORY } from '../scripts/launcher/build.ts';
import { serve } from '#house/web/serve.ts';

// The web application as `npm start` serves it, on a database that is already there.
await serve({
	host: '127.0.0.1',
	port: Number(process.env.PORT),
	trustProxy: process.env.TRUST_PROXY === '1',
	buildDirectory: BUILD_DIRECTORY,
});
process.on('disconnect', () => process.exit(0));
