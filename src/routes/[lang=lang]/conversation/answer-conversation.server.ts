import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';
import { findService } from '#rooms/directory/find-service.server.ts';
import type { Conversation } from '#rooms/requests/conversation.ts';

/** A conversation with what its service is called, as far as that is public. */
export async function nameService(
	reader: PublicReader,
	conversation: Conversation,
	language: Language,
): Promise<Conversation> {
	const service = await findService(reader, conversation.serviceId, language);
	return service === undefined
		? conversation
		: { ...conversation, service: { name: service.name, organisation: service.organisationName } };
}
