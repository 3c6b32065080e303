import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { evaluate } from "../matrix/evaluate";
import { indexOf } from "../matrix/matrix-index";
import {
  agent,
  ago,
  call,
  factsOf,
  grant,
  key,
  line,
  operation,
  type Planted,
  server,
  source,
} from "../testing/matrix-facts";
import { DEVIATION_KINDS } from "./deviation-labels";
import { deviationsOf } from "./found";
import { type KnownDeviation, planOf } from "./plan";

const places = ["production", "staging"].map((environment) => ({ environment, names: [] }));
const definition = { hash: "new", from: ago(7), to: null };
const registry = {
  keys: [
    ...[key("good"), key("idle"), key("shared")],
    ...[key("dead", { revokedAt: ago(3) }), key("sleeping", { agentId: "asleep" })],
    key("test", { environment: "staging" }),
  ],
  agents: [
    agent("bot"),
    agent("other"),
    agent("asleep", { status: "SUSPENDED", statuses: [{ at: ago(4), status: "SUSPENDED" }] }),
  ],
  servers: [server("crm", { places }), server("erp", { places })],
  operations: [
    ...["read", "write", "drop", "list", "send", "copy"].map((name) => operation(`crm.${name}`)),
    operation("crm.drift", {
      definitions: [{ hash: "old", from: ago(90), to: ago(7) }, definition],
    }),
    operation("erp.read"),
  ],
};

/** Everything that is granted is enforced and used lately, by its own agent, in its own environment. */
const sound: Planted = {
  registry,
  sources: [source()],
  grants: [grant("good", "crm.read")],
  lines: [line("pk-good", "crm.read")],
  calls: [call("pk-good", "crm.read", 1)],
};

function found(planted: Planted, unmatchedHours = 24, asOf = ago(0)) {
  const matrix = evaluate(indexOf(factsOf(merged(planted))), {
    ...{ asOf, days: 90, dormantDays: 90, staleHours: 25 },
  });
  return deviationsOf(matrix, { unmatchedMs: unmatchedHours * HOUR_MS });
}

function merged(planted: Planted): Planted {
  const { grants = [], lines = [], calls = [] } = planted;
  return {
    ...{ ...sound, ...planted },
    grants: [...(sound.grants ?? []), ...grants],
    lines: [...(sound.lines ?? []), ...lines],
    calls: [...(sound.calls ?? []), ...calls],
  };
}

const startOf = (days: number) => Math.floor(ago(days) / DAY_MS) * DAY_MS;

test("what agrees is no difference", () => {
  expect(found({})).toEqual({ found: [], held: new Set() });
});

test("SCN-01, CHG-02, G5: each planted difference is found once, with since when, and nothing else", () => {
  const { found: all, held } = found({
    grants: [
      grant("good", "crm.write", { given: false, from: ago(6) }), // nobody gave it
      grant("good", "crm.drop", { ended: ago(5) }), // revoked, and still enforced
      grant("good", "crm.list", { until: ago(9) }), // ran out
      grant("good", "crm.send", { from: ago(8) }), // never enforced
      grant("good", "crm.copy", { from: ago(30) }), // taken out unasked
      grant("good", "crm.drift", { from: ago(80), definitionHash: "old" }),
      grant("idle", "crm.read"),
      grant("dead", "crm.read"),
      grant("sleeping", "crm.read"),
      grant("shared", "crm.read"),
    ],
    lines: [
      ...["write", "drop", "list", "drift"].map((name) => line("pk-good", `crm.${name}`)),
      line("pk-good", "crm.copy", { to: ago(2) }),
      ...["idle", "dead", "sleeping", "shared"].map((name) => line(`pk-${name}`, "crm.read")),
      line("stranger", "crm.read", { from: ago(11) }),
      line("pk-good", "erp.read", { from: ago(12) }), // never granted
      line("pk-test", "crm.read", { from: ago(13) }), // another environment, and never granted
    ],
    calls: [
      ...["write", "drift", "send", "copy"].map((name) => call("pk-good", `crm.${name}`, 1)),
      ...["dead", "sleeping"].map((name) =>
        call(`pk-${name}`, "crm.read", 5, { agent: name === "dead" ? "bot" : "asleep" }),
      ),
      call("pk-shared", "crm.read", 2, { agent: "other" }),
      call("pk-idle", "crm.write", 15), // never granted
    ],
  });
  const said = all.map(({ kind, principal, operation: name, since }) =>
    [kind, principal, name, since].join(" "),
  );
  expect(said.sort()).toEqual(
    [
      `without-approval pk-good write ${ago(6)}`,
      `ended-still-enforced pk-good drop ${ago(5)}`,
      `expired pk-good list ${ago(9)}`,
      `granted-not-enforced pk-good send ${ago(8)}`,
      `enforcement-removed pk-good copy ${ago(2)}`,
      `definition-changed pk-good drift ${ago(7)}`,
      `dormant pk-idle read ${ago(210)}`,
      `key-inactive pk-dead  ${ago(3)}`,
      `agent-inactive pk-sleeping  ${ago(4)}`,
      `shared-key pk-shared  ${startOf(2)}`,
      `orphan stranger * ${ago(11)}`,
      `enforced-not-granted pk-good read ${ago(12)}`,
      `enforced-not-granted pk-test read ${ago(13)}`,
      `environment-crossing pk-test read ${ago(13)}`,
      `used-not-granted pk-idle write ${startOf(15)}`,
    ].sort(),
  );
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(DEVIATION_KINDS));
  expect(held).toEqual(new Set());
  expect(new Set(all.map(({ mark }) => mark)).size).toBe(all.length);
});

test("a gateway has its time to follow a grant and its end; what was never granted has none", () => {
  const planted = {
    grants: [
      grant("good", "crm.drop", { ended: ago(1) }),
      grant("good", "crm.send", { from: ago(1) }),
    ],
    lines: [line("pk-good", "crm.drop"), line("pk-good", "crm.copy", { from: ago(0.5) })],
  };
  const kindsWithin = (hours: number) => found(planted, hours).found.map(({ kind }) => kind);
  expect(kindsWithin(25)).toEqual(["enforced-not-granted"]);
  expect(kindsWithin(24).sort()).toEqual([
    ...["ended-still-enforced", "enforced-not-granted", "granted-not-enforced"],
  ]);
});

test("what a silent gateway enforces is held, not over: with the very mark that it had", () => {
  const planted = {
    grants: [grant("good", "crm.send")],
    lines: [line("pk-good", "crm.copy"), line("pk-good", "erp.*")],
  };
  const before = found(planted, 24, ago(10));
  const silent = { ...planted, sources: [source("gw", 300, 5)] };
  const after = found(silent);
  const enforcement = before.found.filter(({ kind }) => kind !== "dormant");
  expect(enforcement.map(({ kind }) => kind).sort()).toEqual([
    ...["enforced-not-granted", "enforced-not-granted", "granted-not-enforced"],
  ]);
  expect(after.found.filter(({ kind }) => kind !== "dormant")).toEqual([]);
  expect(after.held).toEqual(new Set(enforcement.map(({ mark }) => mark)));
  const known = enforcement.map(
    ({ mark }, nth): KnownDeviation => ({
      ...{ id: String(nth), mark, clearedAt: null, disposition: "open", disposedUntil: null },
    }),
  );
  expect(planOf({ found: [], held: after.held }, known, new Date())).toMatchObject({
    ...{ held: 3, clear: [], raise: [] },
  });
});

test("one grant or line for many operations is one difference, with how many cells it shows in", () => {
  const { found: all } = found({
    grants: [grant("idle", "erp.x", { operationId: null, given: false, from: ago(100) })],
    lines: [line("pk-test", "crm.*", { environment: "staging" }), line("pk-idle", "erp.*")],
  });
  const said = all.map(
    ({ kind, operation: name, detail }) => `${kind} ${name} ${detail.includes("7 cells")}`,
  );
  expect(said.sort()).toEqual([
    ...["dormant * false", "enforced-not-granted * true", "without-approval * false"],
  ]);
});
