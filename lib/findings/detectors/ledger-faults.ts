import type { RuleName } from "../settings";
import { counted, type Detector, defineDetector, explained, type Raised, short } from "./detector";
import { grouped } from "./environment-crossing";
import { type Facts, type LedgerFault, noFacts } from "./facts";
import { earliest, latest } from "./first-seen";

const NONE: readonly RuleName[] = [];

type Words = Pick<Detector, "title" | "means" | "matters" | "act"> & {
  usual: string;
  kinds: readonly string[];
};

// What the ledger itself reports is taken over for triage, one finding per log and kind; its banner stays.
const LEDGER = {
  "ledger-halt": {
    kinds: ["halted", "signing"],
    title: "The sealer does not sign",
    means: "Signing of a log has stopped, or a round of it failed.",
    matters:
      "What is recorded since then is under no signature: it cannot be verified against a checkpoint.",
    act: "Find the cause on the ledger's page first, as nothing repairs itself. Then resume sealing with a reason.",
    usual: "Each log is signed every few seconds, without a refusal.",
  },
  "ledger-damage": {
    kinds: ["damage", "scrub"],
    title: "The ledger contradicts itself",
    means: "Stored bytes differ from what was signed or written.",
    matters: "Evidence was changed or lost. An auditor has to be told.",
    act: "Touch nothing. Copy the store, compare with a bundle or checkpoint from elsewhere, and open an incident.",
    usual: "Every stored entry has the hash under its checkpoint, whenever it is read.",
  },
  "seal-lag": {
    kinds: ["seal-lag", "token"],
    title: "Checkpoints come late",
    means: "Entries wait for a checkpoint, or no time stamp came for one.",
    matters: "Until a checkpoint covers it, an entry is recorded and not verified.",
    act: "See whether the sealer runs, and whether the time authority answers.",
    usual: "Each entry is under a checkpoint within a minute.",
  },
  "relay-lag": {
    kinds: ["relay", "refused-change"],
    title: "Changes reach the ledger late",
    means: "Recorded changes wait in the outbox, or the ledger refused one.",
    matters: "What people did is in the database and not yet in the governance log.",
    act: "See the ledger's page for what the relay last reported, and the log of the web server.",
    usual: "Each change is an entry of the governance log within seconds.",
  },
  "ledger-index": {
    kinds: [],
    title: "Index and ledger differ",
    means:
      "The rows that people search differ from the entries of the ledger, or something else was reported there.",
    matters: "No evidence is lost, but lists and counts may be wrong until the index is rebuilt.",
    act: "Run the rebuild that the ledger's page names, then a verification.",
    usual: "Every row of the index says what its entry says.",
  },
} as const satisfies Record<string, Words>;

const CLOCK = "clock";
const NAMED: readonly string[] = [
  CLOCK,
  ...Object.values(LEDGER).flatMap(({ kinds }) => [...kinds]),
];

function detectorOf<const Id extends keyof typeof LEDGER>(id: Id) {
  const words: Words = LEDGER[id];
  const { usual, kinds, ...said } = words;
  const mine = ({ kind }: LedgerFault) =>
    kinds.length === 0 ? !NAMED.includes(kind) : kinds.includes(kind);
  const [kind = "index"] = kinds;
  return defineDetector({
    id,
    version: 1,
    ...said,
    everyMinutes: 5,
    rules: NONE,
    examined: ({ faults }) => faults.length,
    detect: ({ faults }) => faultsRaised(faults.filter(mine), usual),
    canary: (now) => ({ ...noFacts(now), faults: [canaryFault(now, kind)] }),
  });
}

/** One finding per log and kind, with the messages in it. */
export function faultsRaised(faults: readonly LedgerFault[], usual: string): Raised[] {
  return [...grouped(faults, ({ log, kind }) => `${log}:${kind}`)].map(([groupKey, same]) => {
    const open = same.filter(({ closed }) => !closed);
    const shown = open.length === 0 ? same : open;
    const log = same[0]?.log ?? "";
    const times = shown.reduce((sum, one) => sum + one.times, 0);
    const worst = shown.find(({ critical }) => critical) ?? shown[0];
    return {
      groupKey,
      severity: shown.some(({ critical }) => critical) ? "critical" : "warning",
      title: `${log} log: ${short(worst?.message ?? "", 140)}`,
      subject: { kind: "log", id: log },
      firstAt: earliest(shown.map((one) => one.firstAt)),
      lastAt: latest(shown.map((one) => one.lastAt)),
      gone: open.length === 0,
      explanation: explained({
        baseline: usual,
        observed: shown
          .slice(0, 10)
          .map(({ message }) => short(message, 400))
          .join("\n"),
        deviation: `Met ${counted(times, "time")}, where none should be${open.length === 0 ? "; it is over" : ""}.`,
        numbers: { unit: "times met", baseline: 0, observed: times },
        evidence: [{ label: "The ledger's own findings", href: `/ledger?log=${log}#findings` }],
      }),
    };
  });
}

export const ledgerHalt = detectorOf("ledger-halt");
export const ledgerDamage = detectorOf("ledger-damage");
export const sealLag = detectorOf("seal-lag");
export const relayLag = detectorOf("relay-lag");
export const ledgerIndex = detectorOf("ledger-index");

export function clockFaults({ faults }: Facts): LedgerFault[] {
  return faults.filter(({ kind }) => kind === CLOCK);
}

export function canaryFault(now: Date, kind: string): LedgerFault {
  const at = new Date(now.getTime() - 60_000);
  return {
    ...{ log: "calls", kind, critical: true, message: "A canary.", times: 1, closed: false },
    ...{ firstAt: at, lastAt: at },
  };
}
