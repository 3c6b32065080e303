import { BlockList, isIP } from "node:net";

/** What kind of place an address is: one that we may ask, one inside our networks, or one that is no server's. */
export type AddressKind = "public" | "private" | "refused";

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8], // RFC 1918
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
  ["100.64.0.0", 10], // RFC 6598
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv4");
}
PRIVATE.addAddress("::1", "ipv6");
PRIVATE.addSubnet("fc00::", 7, "ipv6"); // RFC 4193

// Link-local: no MCP server stands there, but the metadata of clouds does, and it hands out credentials.
const REFUSED = new BlockList();
REFUSED.addSubnet("169.254.0.0", 16, "ipv4");
REFUSED.addSubnet("0.0.0.0", 8, "ipv4");
REFUSED.addSubnet("224.0.0.0", 4, "ipv4");
REFUSED.addSubnet("fe80::", 10, "ipv6");
REFUSED.addSubnet("ff00::", 8, "ipv6");
REFUSED.addAddress("::", "ipv6");
REFUSED.addAddress("fd00:ec2::254", "ipv6");

/** The kind of a numeric address. */
export function addressKind(address: string): AddressKind {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, ""); // an IPv4 address written as IPv6
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  if (REFUSED.check(plain, family)) return "refused";
  return PRIVATE.check(plain, family) ? "private" : "public";
}
