import { counted, defineDetector, explained } from "./detector";
import { noFacts } from "./facts";

/** RED, LOG-05: what redaction should have taken out is an incident where it is stored. */
export const leak = defineDetector({
  id: "leak",
  version: 1,
  title: "Redaction let something through",
  means: "A leak check found stored entries that hold what looks like a secret or personal data.",
  matters:
    "The ledger keeps every byte: what is in it cannot be taken out. A secret has to be made worthless.",
  act: "Look at the entries in the leak check, have secrets changed, sign the check, and open an incident if it is one.",
  everyMinutes: 60,
  rules: [],
  examined: ({ leaks }) => leaks.length,
  detect: ({ leaks }) =>
    leaks.map(({ id, at, entries, confirmed }) => ({
      groupKey: `check:${id}`,
      severity: "critical",
      title: `${counted(entries, "stored entry", "stored entries")} may hold what redaction should have taken out`,
      subject: { kind: "redaction", id },
      firstAt: at,
      lastAt: at,
      explanation: explained({
        baseline: "No stored entry holds a secret or personal data that redaction knows.",
        observed: `${counted(entries, "entry", "entries")} of the draw with a hit${confirmed ? "; a person has judged it a leak" : "; nobody has signed the check yet"}.`,
        deviation: `${entries} more than the none there should be.`,
        numbers: { unit: "entries", baseline: 0, observed: entries },
        evidence: [{ label: "The leak check", href: `/settings/redaction?open=${id}` }],
      }),
    })),
  canary: (now) => ({
    ...noFacts(now),
    leaks: [{ id: "canary", at: now, entries: 1, confirmed: true }],
  }),
});
