// ledger.md §11 and §12: what a bundle will hold, pinned to one checkpoint before a byte of it is written.
import { AppError } from "@/lib/core/app-error";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import type { Manifest } from "@/lib/ledger/manifest";
import { heartbeatEvent } from "@/lib/ledger/reserved";
import type { Range } from "@/lib/ledger/tree";
import type { BundleWish, Covered } from "../bundle-wish";
import { readCheckpoint } from "../checkpoints";
import { LedgerDamage } from "../damage";
import { indexAtTime } from "../index-at-time";
import type { ProofHead } from "../prove";
import { findIndexAtTime, getHead } from "../queries";
import { newestDated } from "./dated-checkpoint";
import { type Deletion, deletionsOf } from "./deletions";
import { earlierBundleSizes } from "./earlier-bundles";
import type { BundleParts } from "./parts";

/** What was asked for. `size`: the tree to pin it to, such as that of a bundle to be made again; the newest one where null. */
export type BundleRequest = BundleWish & { readonly size?: bigint | null };

/** The same plan gives the same bytes, but for when they were made. */
export type BundlePlan = {
  readonly range: Range;
  readonly time: Manifest["time"];
  readonly head: ProofHead;
  /** Whether the entries around the period bound it. */
  readonly isBounded: boolean;
  /** Stands in for the entry before the range, where that was deleted. */
  readonly certificate: Deletion | null;
  /** Below it the log is no longer whole. */
  readonly minimumIndex: bigint;
  /** Tree sizes, ascending, to prove consistency from. */
  readonly consistency: readonly bigint[];
  /** The size of the newest checkpoint up to this one that a time stamp authority has dated. */
  readonly dated: bigint | null;
};

/**
 * Pins a request to a checkpoint that covers all it needs, and waits for one where there is none yet. Where a period is over
 * and nothing was accepted since, a heartbeat becomes its witness. Errors: invalid_input (beyond the log), conflict (entries
 * were deleted), unavailable (nothing is sealed), LedgerDamage.
 */
export async function planBundle(
  parts: BundleParts,
  request: BundleRequest,
  signal?: AbortSignal,
): Promise<BundlePlan> {
  const head = await headFor(parts, request, signal);
  const opened = openCheckpoint(head.note, parts.vkeys);
  if (!opened.ok) throw new LedgerDamage(opened);
  const { covers } = request;
  const range = await rangeOf(parts, covers, head.size);
  const deletions = await deletionsOf(parts.governance, parts.log.origin);
  assertKept(range, deletions);
  const time = covers.kind === "period" ? { from: covers.from, to: covers.to } : null;
  const before = await entryBefore(parts, range, deletions);
  const dated = await newestDated(parts.log, head.size);
  return {
    ...{ range, time, head, dated },
    isBounded: time !== null && range.end < head.size && (before === null || before.ts < time.from),
    certificate: before?.certificate ?? null,
    minimumIndex: lowest(deletions, head.size),
    consistency: await consistencyOf(parts, request, head.size, dated),
  };
}

async function headFor(
  parts: BundleParts,
  { covers, size }: BundleRequest,
  signal?: AbortSignal,
): Promise<ProofHead> {
  if (size !== undefined && size !== null) {
    const head = await readCheckpoint(parts.log, size);
    if (head !== null) return head;
    throw new AppError("invalid_input", `There is no checkpoint of size ${size}.`);
  }
  const known = (await getHead(parts.log.log))?.size ?? 0n;
  if (covers.kind === "period") return await headForPeriod(parts, covers, known, signal);
  if (covers.kind === "all") return await parts.waitFor(known > 0n ? known : 1n, signal);
  const end = BigInt(covers.end);
  if (end <= known) return await parts.waitFor(end, signal);
  const says = `The ${parts.log.log} ledger has ${known} entries so far, so a bundle can end at ${known} at most.`;
  throw new AppError("invalid_input", says);
}

const MAX_HEARTBEATS = 5;

/** A checkpoint over the entry after the period, and over all there is while the period lasts. */
async function headForPeriod(
  parts: BundleParts,
  { to }: Extract<Covered, { kind: "period" }>,
  known: bigint,
  signal?: AbortSignal,
): Promise<ProofHead> {
  const { log, waitFor } = parts;
  let head = await waitFor(1n, signal);
  for (let heartbeats = 0; heartbeats < MAX_HEARTBEATS; heartbeats += 1) {
    if ((await firstFrom(parts, to, head.size)) < head.size) return head;
    if (head.size < known) {
      head = await waitFor(known, signal);
      continue;
    }
    const last = await log.reader.entryAt(head.size - 1n);
    if (log.runtime.now().toISOString() < to || last === null) return head;
    const [beat] = await log.appender.append([heartbeatEvent(last.entry.ts)], "inside");
    if (beat?.status !== "stored" && beat?.status !== "duplicate") {
      throw new Error("a heartbeat is stored, or was");
    }
    head = await waitFor(beat.index + 1n, signal);
  }
  return head;
}

async function rangeOf(parts: BundleParts, covers: Covered, size: bigint): Promise<Range> {
  if (covers.kind === "all") return { start: 0n, end: size };
  if (covers.kind === "period") {
    const start = await firstFrom(parts, covers.from, size);
    return { start, end: await firstFrom(parts, covers.to, size, start) };
  }
  const range = { start: BigInt(covers.start), end: BigInt(covers.end) };
  if (range.end <= size) return range;
  throw new AppError("invalid_input", `The tree of size ${size} ends before ${range.end}.`);
}

/** The first index below `size` that is not before an instant; `size` where there is none. */
async function firstFrom(
  { log }: BundleParts,
  instant: string,
  size: bigint,
  from = 0n,
): Promise<bigint> {
  const hint = await findIndexAtTime(log.log, new Date(instant));
  return await indexAtTime(log, instant, { from, size, hint });
}

/** What was deleted by the rules is said so; what is missing without a certificate is damage, and is met when it is read. */
function assertKept({ start, end }: Range, deletions: readonly Deletion[]): void {
  const gone = deletions.find((deletion) => deletion.start < end && deletion.end > start);
  if (gone === undefined) return;
  throw new AppError(
    "conflict",
    `Entries ${gone.start} to ${gone.end - 1n} were deleted when their retention ended. Ask for a bundle that does not need them; the certificate is entry ${gone.index} of the governance ledger.`,
  );
}

type Before = { readonly ts: string; readonly certificate: Deletion | null };

// What nothing bounds is later than any period.
const UNKNOWN: Before = { ts: "~", certificate: null };

/** When entry a−1 was accepted, by itself or by the certificate of its deletion; null if a = 0, as the log began there. */
async function entryBefore(
  { log }: BundleParts,
  { start }: Range,
  deletions: readonly Deletion[],
): Promise<Before | null> {
  if (start === 0n) return null;
  const stored = await log.reader.entryAt(start - 1n);
  if (stored !== null) return { ts: stored.entry.ts, certificate: null };
  const certificate = deletions.find((gone) => gone.start < start && start <= gone.end);
  return certificate === undefined ? UNKNOWN : { ts: certificate.lastTs, certificate };
}

function lowest(deletions: readonly Deletion[], size: bigint): bigint {
  const [least = 0n] = deletions
    .map(({ minimumIndex }) => minimumIndex)
    .sort((a, b) => (a < b ? 1 : -1));
  return least < size ? least : size;
}

async function consistencyOf(
  parts: BundleParts,
  { consistency }: BundleRequest,
  size: bigint,
  dated: bigint | null,
) {
  const asked = consistency.map(BigInt);
  const beyond = asked.find((from) => from > size);
  if (beyond !== undefined) {
    throw new AppError("invalid_input", `The tree has ${size} entries: no proof from ${beyond}.`);
  }
  const earlier = await earlierBundleSizes(parts.governance, parts.log.log);
  // The tree of a bundle made from this very checkpoint needs no proof, and naming it would make two exports differ.
  const known = dated === null ? earlier : [...earlier, dated];
  const sizes = new Set([...asked, ...known.filter((from) => from < size)]);
  return [...sizes].sort((a, b) => (a < b ? -1 : 1));
}
