import "server-only";
import { read } from "@/lib/db/read";
import type { Matrix } from "../matrix/evaluate";
import { judgedAt } from "../matrix/judged";
import { DEFAULT_DAYS } from "../matrix/matrix-view";

/** The whole matrix as of an instant, with the use of 90 days. Errors: PostgreSQL's. */
export async function matrixNow(now: Date): Promise<Matrix> {
  return (await judgedAt(now, DEFAULT_DAYS)).matrix;
}

/** A number that moves with every change of what the matrix is made of, but calls. */
export async function accessRevision(): Promise<string> {
  const rows = await read().accessRevision.findMany({ orderBy: { name: "asc" }, take: 100 });
  return String(rows.reduce((sum, { revision }) => sum + revision, 0n));
}
