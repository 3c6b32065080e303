import { expect, test } from "vitest";
import { inForce } from "./in-force";
import {
  answersFor,
  beyondPurpose,
  decidersOfServer,
  isSensitive,
  objectionToKey,
  objectionToOperation,
  objectionToServer,
  partiesOf,
} from "./policy";

const NOW = new Date("2026-11-21T12:00:00Z");
const at = (text: string) => new Date(text);
const key = {
  ...{ kind: "agent-api-key", publicId: "k_1", agentId: "a", ownerId: "keeper" },
  ...{ environment: "production", activatedAt: at("2026-01-01"), expiresAt: null, revokedAt: null },
};
const agent = {
  ...{ name: "Matcher", status: "ACTIVE", ownerId: "owner", sponsorId: "sponsor" },
  ...{ successorId: "successor", dataClasses: ["internal"], environments: ["production"] },
};
const place = { environment: "production", region: "", address: "", names: [] };
const server = { name: "Billing", status: "active", inScope: true, places: [place] };
const operation = {
  ...{ name: "read", access: "read", retiredAt: null, observedHash: "1", pinnedHash: "1" },
};
const keySays = (differs: object, more: object = {}, granting = true) =>
  objectionToKey({ ...key, ...differs }, { ...agent, ...more }, NOW, { granting });

test("CC6.2: only an active key of an agent is granted anything; one that is not active yet can be asked for", () => {
  expect(keySays({})).toBeNull();
  expect(keySays({ kind: "emergency" })).toContain("emergency");
  expect(keySays({ revokedAt: NOW })).toContain("revoked");
  expect(keySays({ expiresAt: NOW })).toContain("expired");
  expect(keySays({ activatedAt: null })).toContain("not active");
  expect(keySays({ activatedAt: null }, {}, false)).toBeNull();
  expect(objectionToKey(key, null, NOW, { granting: true })).toContain("no agent");
});

test("CHG-11: nothing in production for an agent that is not active, and nothing anywhere for one that is gone", () => {
  for (const status of ["PROPOSED", "APPROVED", "SUSPENDED"]) {
    expect(keySays({}, { status })).toContain("CHG-11");
    expect(keySays({ environment: "staging" }, { status })).toBeNull();
  }
  for (const status of ["RETIRED", "DECLINED", "WITHDRAWN"]) {
    expect(keySays({ environment: "staging" }, { status })).toContain("not in the registry");
  }
});

test("a key never leaves its environment, and nothing of a retired server or one out of scope is granted", () => {
  expect(objectionToServer(server, "production")).toBeNull();
  expect(objectionToServer(server, "staging")).toContain("does not stand in staging");
  expect(objectionToServer({ ...server, inScope: false }, "production")).toContain("out of scope");
  expect(objectionToServer({ ...server, status: "retired" }, "production")).toContain("retired");
  expect(objectionToServer({ ...server, places: "broken" }, "production")).not.toBeNull();
});

test("CC6.8: an operation whose new definition nobody approved is not granted; unclassified ones not in production", () => {
  const says = (differs: object, environment = "production") =>
    objectionToOperation({ ...operation, ...differs }, environment);
  expect(says({})).toBeNull();
  expect(says({ pinnedHash: null })).toBeNull();
  expect(says({ observedHash: "2" })).toContain("CC6.8");
  expect(says({ access: null })).toContain("Classify");
  expect(says({ access: null }, "staging")).toBeNull();
  expect(says({ retiredAt: NOW })).toContain("retired");
});

test("CC6.3: the owner of the server decides what is more than reading, and all of production", () => {
  const access = (...all: (string | null)[]) => all.map((each) => ({ access: each }));
  expect(isSensitive("staging", access("read", "read"))).toBe(false);
  expect(isSensitive("production", access("read"))).toBe(true);
  for (const each of ["write", "delete", "admin", null]) {
    expect(isSensitive("staging", access("read", each))).toBe(true);
  }
});

test("G38: owner, else deputy, else whoever may; never somebody with a part or without the right", () => {
  const own = { ownerId: "o", deputyId: "d" };
  const named = (barred: string[], able: string[]) =>
    decidersOfServer(own, barred, new Set(able)).namedIds;
  expect(named([], ["o", "d"])).toEqual(["o"]);
  expect(named(["o"], ["o", "d"])).toEqual(["d"]);
  expect(named([], ["d"])).toEqual(["d"]);
  expect(named(["o"], ["o"])).toEqual([]);
  expect(partiesOf(key, agent).sort()).toEqual(["keeper", "owner", "sponsor"]);
});

test("owner, sponsor and successor of the agent, and the owner of the key, answer for it", () => {
  const who = ["owner", "sponsor", "successor", "keeper", "somebody"];
  expect(who.filter((each) => answersFor(each, key, agent))).toEqual(who.slice(0, 4));
});

test("CHG-13: what reaches beyond the registration of the agent is named", () => {
  const reach = beyondPurpose(agent, "staging", [{ dataClasses: ["payment", "internal"] }]);
  expect(reach).toEqual({ dataClasses: ["payment"], environment: "staging" });
});

test("a grant is in force from its first instant and no longer at its last", () => {
  const life = { fromAt: at("2026-11-01"), until: at("2026-11-10"), endedAt: null };
  expect(inForce(life, at("2026-11-01"))).toBe(true);
  expect(inForce(life, new Date(at("2026-11-10").getTime() - 1))).toBe(true);
  expect(inForce(life, at("2026-11-10"))).toBe(false);
  expect(inForce({ ...life, endedAt: at("2026-11-05") }, at("2026-11-05"))).toBe(false);
  expect(inForce({ ...life, until: null }, at("2999-01-01"))).toBe(true);
});
