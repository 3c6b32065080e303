// Planted cases, as of today and as of 60 days ago: all of them and nothing else.
import { expect, test } from "vitest";
import {
  agent,
  ago,
  call,
  factsOf,
  grant,
  key,
  line,
  operation,
  server,
  source,
} from "../testing/matrix-facts";
import { cellView } from "./describe";
import { evaluate } from "./evaluate";
import { indexOf } from "./matrix-index";

const OLD = { hash: "old", from: ago(300), to: ago(40) };
const NEW = { hash: "new", from: ago(40), to: null };

/** Used every ten days, so that it is never dormant. */
function often(credential: string, op: string, from = 300, to = 1, by = "bot") {
  const calls = [];
  for (let day = from; day >= to; day -= 10) calls.push(call(credential, op, day, { agent: by }));
  return calls;
}

const keys = [
  ...["good", "dormant", "wild", "star", "expired", "drift", "shared", "behind", "late", "ended"],
  ...["ungranted", "unasked", "alone", "stale", "stopped", "future"],
].map((id) => key(id, id === "stopped" ? { agentId: "stopped" } : {}));

const facts = factsOf({
  registry: {
    keys: [
      ...keys,
      key("dev", { environment: "development" }),
      key("revoked", { revokedAt: ago(30) }),
      key("emergency", { agentId: null, personId: "ana", kind: "emergency" }),
    ],
    agents: [
      agent("bot"),
      agent("other"),
      agent("stopped", {
        status: "SUSPENDED",
        statuses: [
          { at: ago(300), status: "ACTIVE" },
          { at: ago(20), status: "SUSPENDED" },
        ],
      }),
    ],
    servers: [server("crm"), server("erp"), server("silent")],
    operations: [
      operation("crm.read"),
      operation("crm.write", { access: "write" }),
      operation("erp.a"),
      operation("erp.b", { registeredAt: ago(30) }),
      operation("crm.drifted", { definitions: [OLD, NEW] }),
      operation("silent.read"),
    ],
  },
  grants: [
    grant("good", "crm.read"),
    grant("dormant", "crm.read", { from: ago(200) }),
    grant("wild", "erp.*", { operationId: null }),
    grant("expired", "crm.read", { from: ago(200), until: ago(10) }),
    grant("star", "crm.read"),
    grant("drift", "crm.drifted", { definitionHash: "old" }),
    grant("shared", "crm.read"),
    // Written behind the application's back: the one was never given, the other never ended.
    grant("behind", "crm.read", { from: ago(90), given: false }),
    grant("ended", "crm.read", { ended: ago(5), endTold: false }),
    grant("late", "crm.read", { from: ago(30) }),
    grant("unasked", "crm.read"),
    grant("stale", "silent.read"),
    grant("stopped", "crm.read"),
    grant("revoked", "crm.read"),
    grant("emergency", "crm.write", { from: ago(30), until: ago(29) }),
    grant("future", "crm.read", { from: ago(-5) }),
  ],
  lines: [
    ...[
      "good",
      "dormant",
      "expired",
      "shared",
      "behind",
      "ended",
      "late",
      "stopped",
      "revoked",
    ].map((id) => line(`pk-${id}`, "crm.read")),
    line("PK-Drift", "crm.drifted"),
    line("pk-wild", "erp.a"),
    line("pk-wild", "erp.b", { from: ago(30) }),
    line("pk-star", "crm.re*"),
    line("pk-alone", "crm.write", { from: ago(50) }),
    line("pk-dev", "crm.read", { from: ago(100), to: ago(50) }),
    line("somebody", "crm.read", { from: ago(80) }),
    line("pk-stale", "silent.read", { sourceId: "silent-gw" }),
  ],
  sources: [source("gw"), source("silent-gw", 300, 100)],
  calls: [
    ...often("pk-good", "crm.read"),
    ...often("pk-wild", "erp.a"),
    ...often("pk-wild", "erp.b", 30),
    ...often("pk-star", "crm.read"),
    ...often("pk-expired", "crm.read", 200, 11),
    ...often("pk-drift", "crm.drifted"),
    ...often("pk-shared", "crm.read"),
    call("pk-shared", "crm.read", 8, { agent: "other" }),
    ...often("pk-behind", "crm.read", 89),
    ...often("pk-ended", "crm.read", 300, 6),
    // Its grant is younger than its use: 70 days ago is in the period of both instants.
    ...often("pk-late", "crm.read", 29),
    call("pk-late", "crm.read", 70),
    ...often("pk-unasked", "crm.read"),
    ...often("pk-stale", "silent.read"),
    ...often("pk-stopped", "crm.read", 300, 1, "stopped"),
    ...often("pk-revoked", "crm.read"),
    call("pk-ungranted", "crm.write", 3),
    call("pk-dev", "erp.a", 61),
    call("pk-alone", "crm.read", 3, { denied: true }),
    // In force at some instant of its day, and after that day.
    call("pk-emergency", "crm.write", 29, { agent: "" }),
    call("pk-emergency", "crm.write", 20, { agent: "" }),
    call("", "crm.read", 4, { agent: "the OTHER" }),
    call("nobody", "crm.nothing", 2, { agent: "" }),
  ],
});

/** Row, column and flags of every cell with a flag. */
function flagged(asOf: number): Record<string, readonly string[]> {
  const matrix = evaluate(indexOf(facts), { asOf, days: 30, dormantDays: 90, staleHours: 24 });
  const cells = [...matrix.present].map((cell) => cellView(matrix, cell));
  return Object.fromEntries(
    cells.flatMap(({ row, column, environment, flags }) =>
      flags.length > 0 ? [[`${row} ${column} ${environment}`, flags]] : [],
    ),
  );
}

test("CHG-06 SCN-01 SCN-02: the planted cases are found as of today, and nothing else", () => {
  expect(flagged(ago(0))).toEqual({
    "key:dormant op:crm.read production": ["dormant"],
    "key:star op:crm.read production": ["wildcard"],
    "key:wild op:erp.a production": ["wildcard"],
    "key:wild op:erp.b production": ["wildcard"],
    "key:expired op:crm.read production": ["expired"],
    "key:drift op:crm.drifted production": ["definition-changed"],
    "key:shared op:crm.read production": ["shared-key"],
    "key:behind op:crm.read production": ["without-approval"],
    "key:ended op:crm.read production": ["without-approval", "enforced-not-granted"],
    "key:unasked op:crm.read production": ["granted-not-enforced"],
    "key:stale op:silent.read production": ["enforcement-unknown"],
    "key:stopped op:crm.read production": ["agent-inactive"],
    "key:revoked op:crm.read production": ["key-inactive"],
    "key:emergency op:crm.write production": ["expired"],
    "key:alone op:crm.write production": ["enforced-not-granted"],
    "key:ungranted op:crm.write production": ["used-not-granted"],
    "unknown:somebody op:crm.read production": ["enforced-not-granted", "orphan"],
    "agent:other op:crm.read production": ["used-not-granted"],
    "unknown:nobody unregistered:crm/nothing production": ["used-not-granted"],
  });
});

test("CHG-06 SCN-01 SCN-02: the planted cases are found as of 60 days ago, and nothing else", () => {
  expect(flagged(ago(60))).toEqual({
    "key:dormant op:crm.read production": ["dormant"],
    "key:star op:crm.read production": ["wildcard"],
    "key:wild op:erp.a production": ["wildcard"],
    "key:behind op:crm.read production": ["without-approval"],
    "key:late op:crm.read production": ["enforced-not-granted", "used-not-granted"],
    "key:dev op:crm.read production": ["environment-crossing", "enforced-not-granted"],
    "key:dev op:erp.a production": ["environment-crossing", "used-not-granted"],
    "key:unasked op:crm.read production": ["granted-not-enforced"],
    "key:stale op:silent.read production": ["enforcement-unknown"],
    "unknown:somebody op:crm.read production": ["enforced-not-granted", "orphan"],
  });
});
