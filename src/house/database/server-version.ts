const OLDEST_MAJOR = 15;

/** Why this server cannot be used, from its server_version_num (150004 is 15.4). */
export function refuseServerVersion(versionNumber: number): string | undefined {
	const major = Math.floor(versionNumber / 10_000);
	if (major >= OLDEST_MAJOR) return undefined;
	return `The database server is PostgreSQL ${major}, Maillage needs ${OLDEST_MAJOR} or later: upgrade it, or leave DATABASE_URL out and let Maillage run its own.`;
}
