import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { listRoleAddresses } from '#rooms/identity/list-role-addresses.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { kindOf, type AccessionMail } from '../accession-mail.ts';

/** Mails everyone who holds this role in an organisation that there is something to read about a file. */
export async function mailStaff(
	tx: Transaction<DB>,
	whom: { organisationId: string; role: Role },
	letter: { accessionId: string; mail: AccessionMail; until?: string },
): Promise<void> {
	const { accessionId, mail, until } = letter;
	for (const { email, language } of await listRoleAddresses(tx, whom)) {
		const path = `/${language}/work/accessions/${accessionId}`;
		await sendMail(tx, {
			kind: kindOf(mail),
			to: email,
			language,
			data: { path, ...(until === undefined ? {} : { until }) },
		});
	}
}
