import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { DETECTORS } from "../detectors";
import type { Pulse } from "../detectors/facts";
import { LOG_PATH_LABEL, LOG_PATHS, type LogPath } from "../labels";

/** How the canaries of a log path are stored, beside those of detectors. */
export function pathId(path: LogPath): string {
  return `path:${path}`;
}

const last = z.object({
  ...{ detector: z.string(), passedAt: z.date().nullable() },
  ...{ failedAt: z.date().nullable(), detail: z.string().nullable() },
});

/** Every detector and log path with its last canary. One that never ran counts from the first look for them. */
export async function pulses(now: Date): Promise<Pulse[]> {
  const [rows, [first]] = await Promise.all([
    readRows(
      last,
      sql`SELECT d.detector, p.at AS "passedAt", f.at AS "failedAt", f.detail
          FROM (SELECT DISTINCT detector FROM "DetectorRun" WHERE kind = 'canary') d
          LEFT JOIN LATERAL (
            SELECT "toAt" AS at FROM "DetectorRun" r
            WHERE r.detector = d.detector AND r.kind = 'canary' AND r.passed
            ORDER BY r."ranAt" DESC LIMIT 1) p ON true
          LEFT JOIN LATERAL (
            SELECT "ranAt" AS at, detail FROM "DetectorRun" r
            WHERE r.detector = d.detector AND r.kind = 'canary' AND NOT r.passed
            ORDER BY r."ranAt" DESC LIMIT 1) f ON true`,
    ),
    readRows(
      z.object({ at: z.date().nullable() }),
      sql`SELECT min("ranAt") AS at FROM "DetectorRun" WHERE detector = 'liveness'`,
    ),
  ]);
  const known = new Map(rows.map((row) => [row.detector, row]));
  const watched = [
    ...LOG_PATHS.map((path) => ({ id: pathId(path), title: `Log path: ${LOG_PATH_LABEL[path]}` })),
    ...DETECTORS.map(({ id, title }) => ({ id, title })),
  ];
  return watched.map(({ id, title }): Pulse => {
    const { passedAt = null, failedAt = null, detail = null } = known.get(id) ?? {};
    const failed = failedAt && (passedAt === null || failedAt > passedAt);
    return {
      ...{ id, title, passedAt, since: first?.at ?? now },
      failed: failed ? { at: failedAt, detail: detail ?? "Its canary was not noticed." } : null,
    };
  });
}
