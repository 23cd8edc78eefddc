import { roomTexts } from '#messages/requests';
import type { InboxProps } from '../../inbox-props.ts';
import type { SealedLine } from '../../sealed-request.ts';

/** What the person reads as the writer's name, in the language of the request: the role or the name, as the service is set. */
export function signAs(line: SealedLine, { services, me, teamName }: InboxProps): string {
	const isByName = services.find(({ id }) => id === line.serviceId)?.signsAs === 'name';
	return isByName ? me.name : roomTexts(line.language).inbox_signed_role({ team: teamName });
}
