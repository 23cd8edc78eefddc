import { createServer } from 'node:net';
import { codeOf, OperatorProblem } from '#house/database/operator-problem.ts';

/** Refuses before anything is changed, rather than after a minute of work. */
export async function checkPort(host: string, port: number): Promise<void> {
	try {
		await new Promise<void>((resolve, reject) => {
			const server = createServer().once('error', reject);
			server.listen(port, host, () => server.close(() => resolve()));
		});
	} catch (error) {
		throw new OperatorProblem(explainRefusal(codeOf(error), host, port), { cause: error });
	}
}

function explainRefusal(code: string, host: string, port: number): string {
	if (code === 'EADDRINUSE') {
		return `Port ${port} of ${host} is taken by another program: stop that program, or choose another port, for example PORT=${port === 65_535 ? 3001 : port + 1} npm start.`;
	}
	if (code === 'EACCES') {
		return `This user may not open port ${port}: choose one from 1024 on, for example PORT=3000, with a reverse proxy before it.`;
	}
	return `HOST is "${host}", which is no address of this machine (${code}): leave it out for this machine only, or give HOST=0.0.0.0 for every network.`;
}
