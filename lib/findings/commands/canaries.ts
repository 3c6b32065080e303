import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { DETECTORS } from "../detectors";
import type { Detector } from "../detectors/detector";
import { noFacts } from "../detectors/facts";
import { unregisteredCaller } from "../detectors/unregistered-caller";
import { callersSince } from "../facts/calls";
import { pathId } from "../facts/pulses";
import { registry } from "../facts/watched";
import { canaryCaller, LOG_PATHS, type LogPath } from "../labels";
import { BUILT_IN_RULES } from "../settings";

/** How far back the record of a path's canary is looked for. */
const PATH_DAYS = 2;

type Canary = {
  detector: string;
  version: number;
  passed: boolean;
  found: number;
  /** When what was noticed happened. */
  at: Date;
  detail: string;
};

/**
 * Shows each detector something that is known to be bad, and looks whether the records that were sent through each log
 * path arrived and were noticed (G37). A path without a new record leaves no row: its age speaks. Errors: forbidden (only
 * the job that raises), the database's.
 */
export async function runCanaries(
  ctx: CommandContext,
  detectors: readonly Detector[] = DETECTORS,
): Promise<{ passed: number; failed: number }> {
  authorize(ctx.actor, "finding:raise");
  const canaries = [
    ...detectors.map((detector) => showCanary(detector, ctx.now)),
    ...(await pathCanaries(ctx.now)),
  ];
  const failed = canaries.filter(({ passed }) => !passed).length;
  await transact(ctx, async (tx, record) => {
    await tx.detectorRun.createMany({
      data: canaries.map(({ detector, version, passed, found, at, detail }) => ({
        ...{ detector, detectorVersion: version, kind: "canary", passed, found, detail },
        ...{ ranAt: ctx.now, fromAt: at, toAt: at, examined: 1n },
      })),
    });
    const after = {
      canaries: canaries.map(({ detector, version, passed }) => ({ detector, version, passed })),
    };
    await record({ action: "detection.run", subjectId: ctx.actor.id, before: null, after });
  });
  return { passed: canaries.length - failed, failed };
}

/** The very function that looks at the real facts, with the built-in thresholds. */
function showCanary(detector: Detector, now: Date): Canary {
  const { id, version } = detector;
  try {
    const found = detector.detect(detector.canary(now), BUILT_IN_RULES, now).length;
    const passed = found > 0;
    const detail = passed ? "Its canary was noticed." : "Its canary was not noticed.";
    return { detector: id, version, passed, found, at: now, detail };
  } catch (error) {
    logError("canary.failed", error, { detector: id });
    const detail = `Its canary made it fail: ${error instanceof Error ? error.message : String(error)}`;
    return { detector: id, version, passed: false, found: 0, at: now, detail };
  }
}

async function pathCanaries(now: Date): Promise<Canary[]> {
  const [callers, { agents }, known] = await Promise.all([
    callersSince(addDays(now, -PATH_DAYS), now, "canary"),
    registry(),
    Promise.all(LOG_PATHS.map(lastOfPath)),
  ]);
  const raised = unregisteredCaller.detect(
    { ...noFacts(now), callers, agents },
    BUILT_IN_RULES,
    now,
  );
  return LOG_PATHS.flatMap((path, index) => {
    const value = canaryCaller(path);
    const arrived = callers.find((caller) => caller.value === value);
    const seen = known[index];
    if (!arrived || (seen && arrived.lastAt <= seen)) return [];
    const passed = raised.some(({ groupKey }) => groupKey === `agent:${value}`);
    return [
      {
        ...{ detector: pathId(path), version: unregisteredCaller.version, passed },
        ...{ found: passed ? 1 : 0, at: arrived.lastAt },
        detail: passed
          ? "Its record arrived and its caller was noticed."
          : "Its record arrived and its caller was not noticed.",
      },
    ];
  });
}

async function lastOfPath(path: LogPath): Promise<Date | null> {
  const last = await read().detectorRun.findFirst({
    where: { detector: pathId(path), kind: "canary" },
    select: { toAt: true },
    orderBy: { ranAt: "desc" },
  });
  return last?.toAt ?? null;
}
