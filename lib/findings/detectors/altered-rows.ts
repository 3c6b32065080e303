import type { AlteredRow } from "./access-facts";
import { defineDetector, explained, type Raised, short } from "./detector";
import { noFacts } from "./facts";

/** SCN-01: what stands in the tables of access is what the change log tells of it. */
export const alteredRows = defineDetector({
  id: "altered-rows",
  version: 1,
  title: "Altered behind the application",
  means:
    "A key, or a line of a gateway's policy, is not what the change log last told of it, is told by nothing, or is gone.",
  matters:
    "Somebody wrote to the database itself: what is shown of access rests on a row that nobody is on record for.",
  act: "Find out who can write to the database, put the row back as it was recorded, and have the gateway state its policy again.",
  everyMinutes: 60,
  rules: [],
  examined: ({ access }) => access.compared,
  detect: ({ access }, _rules, now) => access.altered.map((row) => raised(row, now)),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      altered: [{ kind: "key", id: "canary", label: "canary", what: "differs" }],
    },
  }),
});

const WHAT = {
  differs: "differs from what was last recorded",
  untold: "stands in the database, and no change record tells of it",
  gone: "is recorded, and its row is gone",
} as const satisfies Record<AlteredRow["what"], string>;

function raised({ kind, id, label, what }: AlteredRow, now: Date): Raised {
  const named = kind === "key" ? `The key ${short(label)}` : `A policy of ${short(label)}`;
  return {
    groupKey: `${kind}:${id}`,
    severity: "critical",
    title: `${named} was altered behind the application`,
    subject: kind === "key" ? null : { kind: "source", id: label },
    firstAt: now,
    lastAt: now,
    explanation: explained({
      baseline: "Each row is as its last change record says.",
      observed: `${named} ${WHAT[what]}.`,
      deviation: "Nobody is on record for that.",
      numbers: { unit: "rows", baseline: 0, observed: 1 },
      evidence: [
        {
          label,
          href: kind === "key" ? `/keys/${id}` : `/access-matrix/enforced/${id}`,
        },
      ],
    }),
  };
}
