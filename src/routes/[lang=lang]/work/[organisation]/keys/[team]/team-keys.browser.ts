import { showTeamKeys } from '#rooms/keys/show-team-keys.ts';
import { renewRequests } from '#rooms/requests/renew-requests.ts';

showTeamKeys(renewRequests);
