import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { MINUTE_MS } from "@/lib/core/clock";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { DETECTORS } from "../detectors";
import type { Detector, Raised } from "../detectors/detector";
import type { Facts } from "../detectors/facts";
import { hourlyFacts, quickFacts } from "../facts/facts";
import { bounded, planFor } from "../grouping";
import { findingsSettings, type Rules } from "../settings";
import { knownOf, withExamples } from "./known";
import { clearFinding, raiseFinding, repeatFinding } from "./write";

/** A look that saw nothing new is written down once an hour. */
const QUIET_MINUTES = 55;

type Look = { detector: Detector; raised: readonly Raised[]; examined: number; fault: string };
type Counts = { raised: number; repeated: number; cleared: number };

/** The detectors over calls, registry and canaries. Errors: forbidden (only the job that raises), the database's. */
export async function detectHourly(ctx: CommandContext): Promise<Counts> {
  authorize(ctx.actor, "finding:raise");
  const { values } = await policyInForce(findingsSettings, ctx.now);
  const facts = await hourlyFacts(ctx.now, values);
  return detect(ctx, { facts, rules: values, everyMinutes: 60 });
}

/** The detectors over what the ledger and the sources report. Errors: forbidden (only the job that raises), the database's. */
export async function detectQuick(ctx: CommandContext): Promise<Counts> {
  authorize(ctx.actor, "finding:raise");
  const { values } = await policyInForce(findingsSettings, ctx.now);
  const facts = await quickFacts(ctx.now);
  return detect(ctx, { facts, rules: values, everyMinutes: 5 });
}

/** What the detectors of a rhythm see in facts becomes findings, all of it or nothing of it. */
export async function detect(
  ctx: CommandContext,
  { facts, rules, everyMinutes }: { facts: Facts; rules: Rules; everyMinutes: 5 | 60 },
): Promise<Counts> {
  const detectors = DETECTORS.filter((detector) => detector.everyMinutes === everyMinutes);
  const looks = await Promise.all(
    detectors.map((detector) => lookWith(detector, facts, rules, ctx.now)),
  );
  const quiet: Counts = { raised: 0, repeated: 0, cleared: 0 };
  if (everyMinutes === 5 && (await isNothingNew(looks, rules, ctx.now))) return quiet;
  return transact(ctx, async (tx, record) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('findings.detect'))`;
    const counts = { ...quiet };
    for (const look of looks) {
      const one = await writeLook(tx, record, ctx, { look, facts, rules });
      counts.raised += one.raised;
      counts.repeated += one.repeated;
      counts.cleared += one.cleared;
    }
    const after = {
      everyMinutes,
      ...counts,
      detectors: looks.map(({ detector, raised, examined, fault }) => ({
        ...{ detector: detector.id, version: detector.version, found: raised.length },
        ...{ examined, ...(fault === "" ? {} : { fault }) },
      })),
    };
    await record({ action: "detection.run", subjectId: ctx.actor.id, before: null, after });
    return counts;
  });
}

/** One detector that fails spoils no other; that it failed is written down. */
async function lookWith(detector: Detector, facts: Facts, rules: Rules, now: Date): Promise<Look> {
  try {
    const found = detector.detect(facts, rules, now);
    const known = await knownOf(read(), detector.id, []);
    const open = new Set(
      known.filter(({ closedAt }) => closedAt === null).map((one) => one.groupKey),
    );
    const kept = bounded(found, open, { max: rules.groupsMax, title: detector.title });
    const raised = await withExamples(kept, open);
    return { detector, raised, examined: detector.examined(facts), fault: "" };
  } catch (error) {
    logError("detector.failed", error, { detector: detector.id });
    const fault = error instanceof Error ? error.message : String(error);
    return { detector, raised: [], examined: 0, fault };
  }
}

async function isNothingNew(looks: readonly Look[], rules: Rules, now: Date): Promise<boolean> {
  for (const { detector, raised, fault } of looks) {
    const plan = planFor(raised, await knownOf(read(), detector.id, raised), rules);
    if (fault !== "" || plan.raise.length + plan.repeat.length + plan.clear.length > 0)
      return false;
  }
  const written = await read().detectorRun.findFirst({
    where: {
      detector: { in: looks.map(({ detector }) => detector.id) },
      kind: "run",
      ranAt: { gt: new Date(now.getTime() - QUIET_MINUTES * MINUTE_MS), lte: now },
    },
    select: { id: true },
  });
  return written !== null;
}

async function writeLook(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { look, facts, rules }: { look: Look; facts: Facts; rules: Rules },
): Promise<Counts> {
  const { detector, raised, examined, fault } = look;
  // Who cannot see does not know that something is over.
  const plan =
    fault === ""
      ? planFor(raised, await knownOf(tx, detector.id, raised), rules)
      : { raise: [], repeat: [], clear: [] };
  for (const one of plan.raise) {
    await raiseFinding(tx, record, ctx, { ...one, detector, facts, rules });
  }
  for (const one of plan.repeat) await repeatFinding(tx, record, ctx, { ...one, detector });
  for (const { id } of plan.clear) await clearFinding(tx, record, ctx, id);
  await tx.detectorRun.create({
    data: {
      ...{ detector: detector.id, detectorVersion: detector.version, kind: "run" },
      ...{ ranAt: ctx.now, fromAt: facts.baselineFrom, toAt: ctx.now },
      ...{ examined: BigInt(examined), found: raised.length, passed: fault === "" },
      ...(fault === "" ? {} : { detail: fault }),
    },
  });
  return { raised: plan.raise.length, repeated: plan.repeat.length, cleared: plan.clear.length };
}
