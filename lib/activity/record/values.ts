// gateway-logs §4, conventions: addresses without port and brackets, durations in milliseconds, tools without their prefix.
import { isIP } from "node:net";
import { type DraftFields, derived, fieldsOf, type Sourced } from "./draft";

export type AddressSource = "peer" | "xff" | "claimed";

/** `ip`, `ip:port`, `[ipv6]` or `[ipv6]:port`. What is no address is left out. `source` is null where nobody says which it is. */
export function addressFields(
  found: Sourced<string> | undefined,
  source: AddressSource | null,
): DraftFields {
  const split = found && splitAddress(found.value);
  if (!found || !split) return {};
  return fieldsOf({
    "client.address": { ...found, value: split.address },
    "client.port": split.port === null ? undefined : derived(found, split.port),
    "client.address_source": source === null ? undefined : derived(found, source),
  });
}

/** Who called, and as what. Nobody is known behind `anonymous` (rule b), nor behind what the sender took out itself. */
export function callerFields(caller: {
  readonly user: Sourced<string> | undefined;
  readonly credential?: Sourced<string> | undefined;
  readonly agent?: Sourced<string> | undefined;
}): DraftFields {
  const isAnonymous = caller.user?.value.trim().toLowerCase() === "anonymous";
  const user = isAnonymous ? undefined : told(caller.user);
  const [credential, agent] = [told(caller.credential), told(caller.agent)];
  const type =
    derived(user, "user") ??
    derived(credential, "credential") ??
    derived(agent, "agent") ??
    (isAnonymous ? derived(caller.user, "anonymous") : undefined);
  return fieldsOf({
    "caller.type": type,
    "user.id": user,
    credential_id: credential,
    "gen_ai.agent.id": agent,
  });
}

function told(found: Sourced<string> | undefined): Sourced<string> | undefined {
  return found && /^\W*redacted\W*$/i.test(found.value) ? undefined : found;
}

const USER_AGENT_MAX = 512;

/** Row 16: at most 512 characters of it. */
export function userAgent(found: Sourced<string> | undefined): Sourced<string> | undefined {
  if (!found || found.value.length <= USER_AGENT_MAX) return found;
  return derived(found, found.value.slice(0, USER_AGENT_MAX).toWellFormed());
}

/** Ids that tell what belongs together, by kind. One value is named once. */
export function correlationIds(
  kinds: Readonly<Record<string, Sourced<string> | undefined>>,
): Sourced | undefined {
  const ids = new Map<string, string>();
  let first: Sourced<string> | undefined;
  for (const [kind, found] of Object.entries(kinds)) {
    if (!found || ids.has(found.value)) continue;
    first ??= found;
    ids.set(found.value, kind);
  }
  return first && { ...first, value: [...ids].map(([value, kind]) => ({ kind, value })) };
}

/** An address and its port, or null. */
export function splitAddress(text: string): { address: string; port: number | null } | null {
  const trimmed = text.trim();
  const bracketed = /^\[([0-9A-Fa-f:.]{2,45})\](?::(\d{1,5}))?$/.exec(trimmed);
  const dotted = /^([0-9.]{7,15}):(\d{1,5})$/.exec(trimmed);
  const [, address = trimmed, port] = bracketed ?? dotted ?? [];
  if (isIP(address) === 0 || UNSPECIFIED.has(address)) return null;
  const number = Number(port ?? 0);
  return { address: address.toLowerCase(), port: number > 0 && number <= MAX_PORT ? number : null };
}

/** Whether an address, with or without a port, is one of the machine itself. */
export function isLoopback(text: string): boolean {
  const address = splitAddress(text)?.address ?? "";
  return address === "::1" || /^(?:::ffff:)?127\./.test(address);
}

const MAX_PORT = 65_535;
const UNSPECIFIED = new Set(["0.0.0.0", "::"]);

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of `12ms`, `1.5s` or `1m2.5s`; undefined where a part cannot be read. */
export function durationFrom(found: Sourced<string> | undefined): Sourced<number> | undefined {
  const text = found?.value.trim() ?? "";
  if (!/^(?:\d{1,12}(?:\.\d{1,12})?(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, count, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h)/g)) {
    ms += Number(count) * (UNITS[unit] ?? 0);
  }
  return ms <= MAX_DURATION ? derived(found, thousandths(ms)) : undefined;
}

const MAX_DURATION = 1e12; // 31 years: what is longer was no duration

/** A duration that is a count of something: milliseconds, or `times` milliseconds each. Negative ones are no duration. */
export function durationOf(
  found: Sourced<number> | undefined,
  times = 1,
): Sourced<number> | undefined {
  if (!found || found.value < 0 || found.value * times > MAX_DURATION) return undefined;
  return times === 1
    ? { ...found, value: thousandths(found.value) }
    : derived(found, thousandths(found.value * times));
}

/** Clocks do not tell less than a microsecond apart, and a binary fraction must not say they do. */
function thousandths(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

const JOINTS = ["__", "_", "/", ".", ":"];

/** Tool, raw name and operation. A prefix is taken off only where the same record names the server (rule f). */
export function toolFields(
  tool: Sourced<string> | undefined,
  server: Sourced<string> | undefined,
): DraftFields {
  if (!tool) return {};
  const bare = server ? withoutPrefix(tool.value, server.value) : tool.value;
  return fieldsOf({
    "gen_ai.tool.name": bare === tool.value ? tool : derived(tool, bare),
    "gateway.tool.raw_name": tool,
    operation: derived(tool, server ? `${server.value}.${bare}` : bare),
  });
}

/** The fields of a record whose server, or tool, another wire record told: tool and operation once more. */
export function retooled(fields: DraftFields): DraftFields {
  const raw = textOf(fields["gateway.tool.raw_name"]);
  const server = textOf(fields["mcp.server.name"]);
  return raw ? { ...fields, ...toolFields(raw, server) } : fields;
}

function textOf(found: Sourced | undefined): Sourced<string> | undefined {
  return found && typeof found.value === "string" ? { ...found, value: found.value } : undefined;
}

function withoutPrefix(tool: string, server: string): string {
  const joint = JOINTS.find((one) => tool.startsWith(server + one));
  const rest = joint === undefined ? "" : tool.slice(server.length + joint.length);
  return rest === "" ? tool : rest;
}
