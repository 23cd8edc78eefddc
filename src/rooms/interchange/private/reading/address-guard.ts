import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks of IPv4 that are not the public internet (IANA's registry of special purposes), and the one part of IPv6 that is. */
const special = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
] as const) {
	special.addSubnet(network, bits, 'ipv4');
}
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
/** Within it: addresses that stand for others, as of IPv4, and those of examples. */
for (const [network, bits] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const) {
	special.addSubnet(network, bits, 'ipv6');
}

/** Whether an address is one of the public internet; one of IPv4 written as IPv6 never counts as such. */
export function isPublicAddress(address: string): boolean {
	const version = isIP(address);
	if (version === 4) return !special.check(address, 'ipv4');
	return version === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

export class PrivateAddress extends Error {}

/** Looks a name up for a connection that is made to the very addresses that were found, unless one of them is not public. */
export const lookupPublic: LookupFunction = (host, options, answer) => {
	resolve(host, { ...options, all: true }, (error, found) => {
		const addresses: LookupAddress[] = error === null ? found : [];
		const [first] = addresses;
		if (error !== null || first === undefined) answer(error ?? new Error(`${host} has no address`), []);
		else if (!addresses.every(({ address }) => isPublicAddress(address))) answer(new PrivateAddress(host), []);
		else if (options.all === true) answer(null, addresses);
		else answer(null, first.address, first.family);
	});
};
