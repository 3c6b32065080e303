// ledger.md §6, Keys: rotation and revocation, as the leaves of `governance` tell them.
import type { JsonObject } from "./canonical-json";
import type { Entry } from "./entry";
import { isCount } from "./json-shape";
import { fails, found, type Read } from "./verdict";
import { parseVkey } from "./vkey";

/** One key of a log. `since` and `revokedFrom` are tree sizes of that log. */
export type KeyPeriod = {
  readonly vkey: string;
  /** The tree that the key before it signed last on its own; 0 for the first key. */
  readonly since: bigint;
  /** `ts` of the leaf that named its successor, or null while it has none. */
  readonly rotatedAt: string | null;
  /** What it signed above this size is not evidence; null while it was not revoked. */
  readonly revokedFrom: bigint | null;
};

/** Days in which notes carry both signatures, unless configured otherwise. */
export const OVERLAP_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The keys of a log from its first one, through the leaves of `governance` in their order; leaves about other logs and of
 * other types are skipped. Fails with `claim` at a leaf that contradicts those before it.
 */
export function keyHistory(
  log: string,
  firstVkey: string,
  leaves: readonly Entry[],
): Read<readonly KeyPeriod[]> {
  let periods: readonly KeyPeriod[] = [
    { vkey: firstVkey, since: 0n, rotatedAt: null, revokedFrom: null },
  ];
  for (const { idx, ts, body } of leaves) {
    if (body?.data.log !== log) continue;
    const next = afterLeaf(periods, body.type, ts, body.data);
    if (next === null) {
      return fails("claim", `This ${body.type} contradicts the keys before it.`, { index: idx });
    }
    periods = next;
  }
  return found(periods);
}

/** Who signs a note now, in the order of its lines: the old key first while both do. Empty: all keys are revoked. */
export function signingVkeys(
  periods: readonly KeyPeriod[],
  now: Date,
  overlapDays: number = OVERLAP_DAYS,
): string[] {
  const signs = ({ rotatedAt, revokedFrom }: KeyPeriod) =>
    revokedFrom === null &&
    (rotatedAt === null || now.getTime() - Date.parse(rotatedAt) < overlapDays * DAY_MS);
  return periods.filter(signs).map(({ vkey }) => vkey);
}

/** Whether a checkpoint of this size counts as evidence when this key alone has signed it. */
export function vouchesFor(periods: readonly KeyPeriod[], vkey: string, size: bigint): boolean {
  const period = periods.find((known) => known.vkey === vkey);
  return period !== undefined && (period.revokedFrom === null || size <= period.revokedFrom);
}

function afterLeaf(periods: readonly KeyPeriod[], type: string, ts: string, data: JsonObject) {
  if (type === "ledger.key-rotated") return afterRotation(periods, ts, data);
  return type === "ledger.key-revoked" ? afterRevocation(periods, data) : periods;
}

/** The old key must be the one in force, the new one a key of the same log that never was in force before. */
function afterRotation(
  periods: readonly KeyPeriod[],
  ts: string,
  { log, old, new: fresh, size }: JsonObject,
): readonly KeyPeriod[] | null {
  const current = periods.at(-1);
  const key = typeof fresh === "string" ? parseVkey(fresh) : null;
  if (current === undefined || current.vkey !== old) return null;
  if (typeof fresh !== "string" || !key?.ok || !isCount(size)) return null;
  const known = periods.some(({ vkey }) => vkey === fresh);
  if (known || key.value.name !== log || BigInt(size) < current.since) return null;
  const retired = { ...current, rotatedAt: ts };
  const next = { vkey: fresh, since: BigInt(size), rotatedAt: null, revokedFrom: null };
  return [...periods.slice(0, -1), retired, next];
}

/** A second revocation may lower the size, never raise it: what was withdrawn stays withdrawn. */
function afterRevocation(
  periods: readonly KeyPeriod[],
  { key, size }: JsonObject,
): readonly KeyPeriod[] | null {
  if (!isCount(size) || !periods.some(({ vkey }) => vkey === key)) return null;
  return periods.map((period) =>
    period.vkey === key && (period.revokedFrom === null || BigInt(size) < period.revokedFrom)
      ? { ...period, revokedFrom: BigInt(size) }
      : period,
  );
}
