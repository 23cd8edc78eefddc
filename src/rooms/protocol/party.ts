export const partyKinds = ['community', 'region', 'province', 'municipality', 'other'] as const;
export type PartyKind = (typeof partyKinds)[number];
