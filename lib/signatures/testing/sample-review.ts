// A small review that has everything a pack can show: two reviewers, a second stage, a line nobody answered, a grant made meanwhile.
import { utf8 } from "@/lib/ledger/bytes";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";

export const REVIEW = { id: "7d0c4a4e-0000-4000-8000-000000000001", reference: "AR-2026-Q3" };
export const ADA = "00000000-0000-4000-8000-00000000ada0";
export const BEN = "00000000-0000-4000-8000-00000000be00";
export const CLEO = "00000000-0000-4000-8000-0000000c1e00";
export const DEE = "00000000-0000-4000-8000-00000000dee0";
export const NAMES: Readonly<Record<string, string>> = {
  [ADA]: "Ada Moreau",
  [BEN]: "Ben Okafor",
  [CLEO]: "Cleo Lindqvist",
  [DEE]: "Dee Farrow",
};

export const AS_OF = "2026-10-05T08:00:00.000Z";
const DECIDED = "2026-10-10T09:00:00.000Z";
const FROZEN = "2026-10-20T08:00:00.000Z";

const STAGES = [1, 1, 2, 2, 1];
const keyOf = (n: number) => `access/key:k${n}/server/operation/production`;

/** Lines as a file: RFC 8785, each ended by LF. */
export function ndjson(lines: readonly JsonObject[]): Uint8Array {
  return utf8(lines.map((line) => `${canonicalJson(line)}\n`).join(""));
}

export function snapshotLines(review = REVIEW.id): JsonObject[] {
  const header = {
    ...{ v: 1, file: "snapshot", review, reference: REVIEW.reference, asOf: AS_OF },
    ...{ query: "access-reviews.population@1", lines: STAGES.length, owner: DEE },
  };
  const lines = STAGES.map((stages, at) => ({
    ...{ n: at + 1, line: keyOf(at + 1), kind: "access", section: "standard" },
    ...{ risk: stages === 2 ? "high" : "low", stages, meaning: `Line ${at + 1}` },
  }));
  return [header, ...lines];
}

type Wish = {
  readonly n: number;
  readonly stage: 1 | 2;
  readonly by: string;
  readonly decision: string;
} & Partial<Record<"until" | "newOwner", string>> & { readonly remaining?: readonly string[] };

const MADE: readonly Wish[] = [
  { n: 1, stage: 1, by: ADA, decision: "keep" },
  { n: 2, stage: 1, by: ADA, decision: "reduce", remaining: ["orders.read", "orders.list"] },
  {
    ...{ n: 3, stage: 1, by: BEN, decision: "keep-until", until: "2027-01-31T00:00:00.000Z" },
  },
  { n: 3, stage: 2, by: CLEO, decision: "keep-until", until: "2026-12-31T00:00:00.000Z" },
  { n: 4, stage: 1, by: BEN, decision: "revoke" },
  { n: 4, stage: 2, by: CLEO, decision: "keep" },
];

function decision({ stage, by, decision, until, remaining, newOwner }: Wish): JsonObject {
  return {
    ...{ stage, by, decision, until: until ?? null, remaining: remaining ?? [] },
    ...{ newOwner: newOwner ?? null, comment: `Said by ${by}`, bulk: null, at: DECIDED },
  };
}

function line(n: number, end: Wish | null, made: readonly Wish[]): JsonObject {
  return {
    ...{ n, line: keyOf(n), outcome: end?.decision ?? "no-response", until: end?.until ?? null },
    ...{ remaining: end?.remaining ?? [], newOwner: null, decisions: made.map(decision) },
  };
}

function header(role: string, by: string | null, snapshot: string, lines: number): JsonObject {
  return { v: 1, file: "decisions", review: REVIEW.id, snapshot, role, by, lines };
}

/** decisions.ndjson of a part. */
export function partLines(role: string, by: string, snapshot: string): JsonObject[] {
  const own = MADE.filter((made) => made.by === by && role === `stage-${made.stage}`);
  const lines = own.map((made) => line(made.n, made, [made]));
  return [header(role, by, snapshot, lines.length), ...lines];
}

// By hand: of two keep-untils the earlier, and revoke before keep. Nobody answered the fifth.
const ENDS = [MADE[0], MADE[1], MADE[3], MADE[4], undefined];

/** decisions.ndjson of the sign-off. */
export function wholeLines(snapshot: string): JsonObject[] {
  const lines = ENDS.map((end, at) =>
    line(
      at + 1,
      end ?? null,
      MADE.filter(({ n }) => n === at + 1),
    ),
  );
  return [header("sign-off", null, snapshot, lines.length), ...lines];
}

/** decisions.ndjson of an addendum: the first line, kept until then, becomes another one. */
export function correctedLines(snapshot: string, outcome: string): JsonObject[] {
  const corrected = { ...line(1, null, []), outcome };
  return [header("addendum", null, snapshot, 1), corrected];
}

/** decisions.csv: the columns that a verifier looks at, and one that it does not. */
export function decisionsTable(snapshot: string): Uint8Array {
  const stages = [1, 2].map((n) => `stage${n}_decision,stage${n}_by_id,stage${n}_comment`);
  const head = `n,line,meaning,outcome,until,remaining,new_owner_id,${stages.join(",")}\r\n`;
  const rows = ENDS.map((end, at) => {
    const cells = [1, 2].flatMap((stage) => {
      const made = MADE.find((one) => one.n === at + 1 && one.stage === stage);
      return made ? [made.decision, made.by, `Said by ${made.by}`] : ["", "", ""];
    });
    const own = [keyOf(at + 1), `Meaning, ""quoted""\r\nof ${snapshot}`];
    const ends = [end?.decision ?? "no-response", end?.until ?? ""];
    const all = [...own, ...ends, end?.remaining?.join("; ") ?? "", "", ...cells];
    return `${at + 1},${all.map((cell) => `"${cell}"`).join(",")}\r\n`;
  });
  return utf8(`${head}${rows.join("")}`);
}

export function deltaLines(snapshot: string): JsonObject[] {
  const header = {
    ...{ v: 1, file: "delta", review: REVIEW.id, snapshot, from: AS_OF, to: FROZEN },
    ...{ query: "access-reviews.population@1", lines: 1 },
  };
  const line = {
    ...{ n: 1, line: keyOf(9), change: "added", fields: [], now: { kind: "access" } },
    ...{ disposition: "carried-over", comment: "Approved on 18 October", by: DEE, at: FROZEN },
  };
  return [header, line];
}

export function assignmentLines(): JsonObject[] {
  const of = (n: number, stage: number, person: string) => {
    return {
      n,
      stage,
      person,
      how: "accountable",
      why: "owns the server",
      from: AS_OF,
      until: null,
    };
  };
  const lines = [
    of(0, 3, DEE),
    ...[of(1, 1, ADA), of(2, 1, ADA), of(3, 1, BEN), of(3, 2, CLEO)],
    ...[of(4, 1, BEN), of(4, 2, CLEO), of(5, 1, BEN)],
  ];
  return [{ v: 1, file: "assignments", review: REVIEW.id, lines: lines.length }, ...lines];
}
