import { MINUTE_MS } from "@/lib/core/clock";
import { counted, defineDetector, explained, type Raised, short } from "./detector";
import { grouped } from "./environment-crossing";
import { noFacts, type OpenGap } from "./facts";
import { earliest, latest } from "./first-seen";
import { canaryFault, clockFaults, faultsRaised } from "./ledger-faults";

/** LOG-07, G14: an unexplained gap is a hole in the evidence. */
export const gap = defineDetector({
  id: "gap",
  version: 1,
  title: "Unexplained gap",
  means:
    "Numbers of a source's sequence are missing, or it was silent, and nobody has explained why.",
  matters:
    "For that time nobody can say what was called. An unexplained gap in the period fails the audit of the log.",
  act: "Explain or accept the gap with its cause, or have the source send the records again.",
  everyMinutes: 5,
  rules: [],
  examined: ({ gaps }) => gaps.length,
  detect: ({ gaps }, _rules, now) =>
    gapsRaised(
      gaps.filter(({ kind }) => kind !== "clock"),
      now,
    ),
  canary: (now) => ({ ...noFacts(now), gaps: [canaryGap(now, "sequence")] }),
});

/** LOG-06: a clock that is wrong makes every time doubtful. */
export const clock = defineDetector({
  id: "clock",
  version: 1,
  title: "Clock not to be trusted",
  means: "The clock of a source, or of this server, is off or was set back.",
  matters: "Times of calls are wrong by as much, and their order with them.",
  act: "Set up time synchronisation there, then explain the time in which it was off.",
  everyMinutes: 5,
  rules: [],
  examined: ({ gaps, faults }) => gaps.length + faults.length,
  detect: (facts, _rules, now) => [
    ...gapsRaised(
      facts.gaps.filter(({ kind }) => kind === "clock"),
      now,
    ),
    ...faultsRaised(clockFaults(facts), "The clock of this server never runs backwards."),
  ],
  canary: (now) => ({
    ...noFacts(now),
    gaps: [canaryGap(now, "clock")],
    faults: [canaryFault(now, "clock")],
  }),
});

// One finding per source and kind: a flapping source is one thing to look at.
function gapsRaised(gaps: readonly OpenGap[], now: Date): Raised[] {
  return [...grouped(gaps, ({ source, kind }) => `${source}:${kind}`)].map(([groupKey, same]) => {
    const [source = "", kind = ""] = [same[0]?.source, same[0]?.kind];
    const lasting = same.some(({ toAt }) => toAt === null);
    const lastAt = latest(same.map(({ foundAt }) => foundAt));
    const minutes = same.reduce(
      (sum, { fromAt, toAt }) => sum + ((toAt ?? now).getTime() - fromAt.getTime()) / MINUTE_MS,
      0,
    );
    return {
      groupKey,
      severity: "critical",
      title: `${short(source)}: ${counted(same.length, "unexplained gap")}${kind === "clock" ? " of its clock" : ""}`,
      subject: { kind: "source", id: source },
      firstAt: earliest(same.map(({ fromAt }) => fromAt)),
      lastAt: lasting ? now : lastAt,
      explanation: explained({
        baseline:
          "Every minute of a source is covered by records or signs of life, and its numbers follow each other.",
        observed: same
          .slice(0, 10)
          .map(({ detail, fromAt }) => `${fromAt.toISOString()}: ${short(detail, 300)}`)
          .join("\n"),
        deviation: `${counted(same.length, "gap")} of ${counted(Math.round(minutes), "minute")} in sum${lasting ? ", and it lasts" : ""}.`,
        numbers: { unit: "gaps", baseline: 0, observed: same.length },
        evidence: [
          { label: "Its gaps", href: `/activity/gaps?source=${encodeURIComponent(source)}` },
          ...same.slice(0, 5).map(({ id, fromAt }) => ({
            label: `Gap from ${fromAt.toISOString().slice(0, 16).replace("T", " ")} UTC`,
            href: `/activity/gaps?open=${id}`,
          })),
        ],
      }),
    };
  });
}

function canaryGap(now: Date, kind: string): OpenGap {
  const at = new Date(now.getTime() - 60_000);
  return {
    ...{ id: "00000000-0000-4000-8000-000000000000", source: "canary", kind, detail: "A canary." },
    ...{ fromAt: at, toAt: now, foundAt: now },
  };
}
