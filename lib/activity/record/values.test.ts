import { expect, test } from "vitest";
import type { Sourced } from "./draft";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationFrom,
  durationOf,
  isLoopback,
  retooled,
  splitAddress,
  toolFields,
  userAgent,
} from "./values";

const at = <T extends string | number>(value: T): Sourced<T> => ({
  value,
  path: "/p",
  state: "provided",
});
const valuesOf = (fields: Readonly<Record<string, Sourced | undefined>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, found]) => [name, found?.value]));

test.each([
  ["192.0.2.1", "192.0.2.1", null],
  ["192.0.2.1:8080", "192.0.2.1", 8080],
  ["2001:DB8::1", "2001:db8::1", null],
  ["[2001:db8::1]", "2001:db8::1", null],
  ["[2001:db8::1]:443", "2001:db8::1", 443],
  ["[::1]:9", "::1", 9],
  [" 192.0.2.1 ", "192.0.2.1", null],
  ["192.0.2.1:0", "192.0.2.1", null],
  ["192.0.2.1:99999", "192.0.2.1", null],
])("%s is the address %s and the port %s", (text, address, port) => {
  expect(splitAddress(text)).toEqual({ address, port });
});

test.each([
  ...[
    "",
    "unknown",
    "0.0.0.0",
    "0.0.0.0:1",
    "[::]:1",
    "example.com",
    "example.com:80",
    "1.2.3",
    "300.1.1.1",
  ],
  ...["[192.0.2.1", "192.0.2.1:x", "1:2", "/var/run/x.sock"],
])("%s is no address", (text) => {
  expect(splitAddress(text)).toBeNull();
});

test("an address says whose word it is, where somebody does", () => {
  expect(valuesOf(addressFields(at("192.0.2.1:80"), "claimed"))).toEqual({
    "client.address": "192.0.2.1",
    "client.port": 80,
    "client.address_source": "claimed",
  });
  expect(Object.keys(addressFields(at("192.0.2.1"), null))).toEqual(["client.address"]);
  expect(addressFields(at("nobody"), "peer")).toEqual({});
});

test("the machine itself has many addresses", () => {
  expect(["127.0.0.1:1", "127.9.9.9", "[::1]:2", "::ffff:127.0.0.1"].every(isLoopback)).toBe(true);
  expect(["192.0.2.127", "", "localhost"].some(isLoopback)).toBe(false);
});

test.each([
  ["12ms", 12],
  ["1.5s", 1500],
  ["1m2.5s", 62_500],
  ["2h", 7_200_000],
  ["250µs", 0.25],
  ["250μs", 0.25],
  ["1500ns", 0.002],
  ["0ms", 0],
])("%s is %d milliseconds", (text, ms) => {
  expect(durationFrom(at(text))?.value).toBe(ms);
});

test.each(["", "12", "ms", "-1ms", "1 s", "1d", "1e3ms", "999999999999h"])(
  "%s is no duration",
  (text) => {
    expect(durationFrom(at(text))).toBeUndefined();
  },
);

test("a count becomes milliseconds, to the microsecond and no further", () => {
  expect(durationOf(at(0.1 + 0.2))).toEqual(at(0.3));
  expect(durationOf(at(0.245), 1000)).toEqual({ ...at(245), state: "derived" });
  expect([durationOf(at(-1)), durationOf(at(1e300)), durationOf(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ["github__search", "github", "search"],
  ["github_search", "github", "search"],
  ["weather-mcp/get", "weather-mcp", "get"],
  ["search", "github", "search"],
  ["github__", "github", "github__"],
  ["githubsearch", "github", "githubsearch"],
])("rule f: %s of the server %s is %s", (raw, server, tool) => {
  expect(valuesOf(toolFields(at(raw), at(server)))).toEqual({
    "gen_ai.tool.name": tool,
    "gateway.tool.raw_name": raw,
    operation: `${server}.${tool}`,
  });
});

test("rule f: without a server nothing is taken off; once it is known, it is", () => {
  const alone = toolFields(at("github__search"), undefined);
  expect(valuesOf(alone)).toMatchObject({
    "gen_ai.tool.name": "github__search",
    operation: "github__search",
  });
  expect(valuesOf(retooled({ ...alone, "mcp.server.name": at("github") }))).toMatchObject({
    "gen_ai.tool.name": "search",
    operation: "github.search",
  });
  expect(retooled({})).toEqual({});
});

test.each([
  [
    { user: at("u-1"), credential: at("k-1") },
    { "caller.type": "user", "user.id": "u-1", credential_id: "k-1" },
  ],
  [
    { user: undefined, credential: at("k-1") },
    { "caller.type": "credential", credential_id: "k-1" },
  ],
  [
    { user: undefined, agent: at("a-1") },
    { "caller.type": "agent", "gen_ai.agent.id": "a-1" },
  ],
  [{ user: at("Anonymous") }, { "caller.type": "anonymous" }],
  [
    { user: at("anonymous"), credential: at("k") },
    { "caller.type": "credential", credential_id: "k" },
  ],
  [{ user: at("[REDACTED]") }, {}],
  [{ user: undefined }, {}],
])("rule b: the caller %#", (caller, fields) => {
  expect(valuesOf(callerFields(caller))).toEqual(fields);
});

test("a user agent has at most 512 characters, and no half of one", () => {
  expect(userAgent(at("a".repeat(512)))?.state).toBe("provided");
  const long = userAgent(at(`${"a".repeat(511)}😀`));
  expect([long?.value.length, long?.state, long?.value.isWellFormed()]).toEqual([
    512,
    "derived",
    true,
  ]);
});

test("each id that belongs together is named once, by the first of its kinds", () => {
  const ids = correlationIds({
    trace_id: undefined,
    correlation_id: at("c"),
    request_id: at("c"),
    call_id: at("d"),
  });
  expect(ids?.value).toEqual([
    { kind: "correlation_id", value: "c" },
    { kind: "call_id", value: "d" },
  ]);
  expect(correlationIds({ request_id: undefined })).toBeUndefined();
});
