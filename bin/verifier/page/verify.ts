// The browser's side of a verification: runs in a worker, or in the page where a browser allows none.
import { textOf } from "@/lib/ledger/bytes";
import { explain } from "@/lib/ledger/verify/explain";
import { parseRemembered, rememberedName } from "@/lib/ledger/verify/remembered";
import type { Report } from "@/lib/ledger/verify/report";
import { type Step, verifyBundle } from "@/lib/ledger/verify/verify-bundle";
import { parseVkey } from "@/lib/ledger/vkey";
import { type PackStep, verifyPack } from "@/lib/signatures/pure/verify-pack";
import { explainPack } from "@/lib/signatures/pure/verify-pack-explain";
import type { PackReport } from "@/lib/signatures/pure/verify-pack-report";
import { peekAt, unopened } from "../shared/opening";
import { packFacts, packJson } from "../shared/pack-json";
import { reportJson } from "../shared/report-json";
import { factsOf } from "../shared/words";
import type { HeldFile, Reply, Shown, Wish } from "./messages";
import { openPicked } from "./source";

const EVERY_MS = 100;
const LOOK_EVERY = 64;

/** Verifies what was asked for and says how it goes, last of all a report or why there is none. Errors: those of `say`. */
export async function verifyWish(wish: Wish, say: (reply: Reply) => void): Promise<void> {
  try {
    say({ kind: "report", shown: await shownOn(wish, say) });
  } catch (error) {
    say({ kind: "failed", why: error instanceof Error ? error.message : String(error) });
  }
}

async function shownOn(wish: Wish, say: (reply: Reply) => void): Promise<Shown> {
  const source = await openPicked(wish.bundle);
  if (!source.ok) return shownOf(unopened(source));
  const keys = wish.vkeys.map(parseVkey);
  const { isPack, totals } = await peekAt(source.value);
  const sometimes = throttled();
  const { byOrigin, others } = sorted(wish.remembered);
  const request = {
    source: source.value,
    trusted: keys.flatMap((key) => (key.ok ? [key.value] : [])),
    given: [...wish.given, ...others],
    recall: async (origin: string) => {
      const own = byOrigin.get(origin) ?? null;
      byOrigin.delete(origin);
      return own;
    },
    tokenHolds: null,
    progress: (step: Step | PackStep, done: number) => {
      const total = totals[step] ?? null;
      if (sometimes(done))
        say({ kind: "progress", of: isPack ? "pack" : "bundle", step, done, total });
    },
  };
  if (isPack) return packShown(await verifyPack(request));
  const report = await verifyBundle(request);
  const strangers = [...byOrigin.values()].map(({ name }) => name);
  return shownOf({ ...report, ofOtherLogs: [...report.ofOtherLogs, ...strangers] });
}

function packShown(report: PackReport): Shown {
  return {
    ...{ kind: "pack", ofOtherLogs: [], remember: null },
    json: { ...packJson(report), diverging_notes: [] },
    headline: explainPack(report).verdict,
    facts: packFacts(report),
  };
}

/** Of one log one checkpoint is remembered; whoever brings several gives the others. */
function sorted(remembered: readonly HeldFile[]) {
  const byOrigin = new Map<string, HeldFile>();
  const others: HeldFile[] = [];
  for (const file of remembered) {
    const origin = originOf(file);
    if (origin === null || byOrigin.has(origin)) others.push(noteOf(file));
    else byOrigin.set(origin, file);
  }
  return { byOrigin, others };
}

function throttled(): (done: number) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (done) => {
    if (done > 1 && done % LOOK_EVERY !== 0) return false;
    const now = performance.now();
    const isDue = done <= 1 || now - last >= EVERY_MS;
    if (isDue) last = now;
    return isDue;
  };
}

function originOf({ bytes }: HeldFile): string | null {
  const remembered = parseRemembered(bytes);
  return remembered.ok ? (textOf(remembered.value.checkpoint)?.split("\n")[0] ?? null) : null;
}

function noteOf({ name, bytes }: HeldFile): HeldFile {
  const remembered = parseRemembered(bytes);
  return { name, bytes: remembered.ok ? remembered.value.checkpoint : bytes };
}

function shownOf(report: Report): Shown {
  const { checkpoint, remember } = report;
  return {
    kind: "bundle",
    json: { ...reportJson(report), remarks: [], signatures: [] },
    headline: explain(report).verdict,
    facts: factsOf(report),
    ofOtherLogs: report.ofOtherLogs,
    remember:
      checkpoint === null || remember === null
        ? null
        : { name: rememberedName(checkpoint.origin), bytes: remember },
  };
}
