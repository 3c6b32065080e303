import "server-only";
import { DAY_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { evaluate, type Matrix } from "../matrix/evaluate";
import { factStore } from "../matrix/facts";
import { DEFAULT_DAYS } from "../matrix/matrix-view";
import { spanOf } from "../matrix/span";
import { accessMatrixSettings } from "../settings";

/** The whole matrix as of an instant, with the use of 90 days, or of as many as disuse is judged by. */
export async function matrixNow(now: Date): Promise<Matrix> {
  const { values } = await policyInForce(accessMatrixSettings, now);
  const days = Math.max(DEFAULT_DAYS, values.dormantDays);
  const asOf = now.getTime();
  const store = factStore();
  const { index } = await store.known(spanOf(asOf, days));
  const lastDay = await store.usage.partOf(asOf, Math.floor(asOf / DAY_MS));
  return evaluate(index, {
    ...{ asOf, days, dormantDays: values.dormantDays, staleHours: values.enforcedStaleHours },
    ...(lastDay ? { lastDay } : {}),
  });
}

/** A number that moves with every change of what the matrix is made of, but calls. */
export async function accessRevision(): Promise<string> {
  const rows = await read().accessRevision.findMany({ orderBy: { name: "asc" }, take: 100 });
  return String(rows.reduce((sum, { revision }) => sum + revision, 0n));
}
